package dev.millrace.bench.peer;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.millrace.bench.Contender;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.ActorSystem;
import scala.concurrent.Await;
import scala.concurrent.duration.Duration;

/** The dispatcher of Pekko's actors with its default executor, a fork-join pool. It has no bound, so it is behind credits. */
final class PekkoContender implements Contender {
    private static final String DISPATCHER = "compared";
    private static final long PATIENCE_SECONDS = 20;

    private final ActorSystem system;
    private final Executor pool;
    private final Credits credits;

    PekkoContender(Setting setting) {
        credits = new Credits(setting);
        Config config = ConfigFactory.parseString(String.join(
                        System.lineSeparator(),
                        "pekko { daemonic = on, jvm-shutdown-hooks = off, loglevel = OFF, stdout-loglevel = OFF }",
                        DISPATCHER + " {",
                        "  type = Dispatcher",
                        "  executor = fork-join-executor",
                        "  fork-join-executor { parallelism-min = " + setting.workers(),
                        "    parallelism-max = " + setting.workers() + " }",
                        "}"))
                .withFallback(ConfigFactory.defaultReference());
        system = ActorSystem.create(DISPATCHER, config);
        pool = system.dispatchers().lookup(DISPATCHER);
    }

    @Override
    public void awaitRoom(int jobs) {
        credits.take(jobs);
    }

    @Override
    public void execute(Runnable job) {
        pool.execute(job);
    }

    @Override
    public void executeEach(Runnable[] jobs) {
        for (Runnable job : jobs) {
            pool.execute(job);
        }
    }

    @Override
    public void executeTogether(Runnable[] jobs) {
        pool.execute(new Loop(jobs));
    }

    @Override
    public void close() {
        try {
            Await.ready(system.terminate(), Duration.create(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            throw new IllegalStateException("Pekko does not end", e);
        }
    }
}
