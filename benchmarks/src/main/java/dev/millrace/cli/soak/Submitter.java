package dev.millrace.cli.soak;

import dev.millrace.pool.JobHandle;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One thread that submits in every way until the life has had its jobs or is over; cancels and awaits some of them. */
final class Submitter implements Runnable {
    private static final int FAN_OUT_OF = 40;
    private static final int PATIENCE_MILLIS = 20;

    private final Scene scene;
    private final SplittableRandom random;
    private final Ways ways;
    private final FanWays fanWays;
    private final HandlerWays handlerWays;

    Submitter(Scene scene, int number, SplittableRandom random) {
        this.scene = scene;
        this.random = random;
        ways = new Ways(scene, number, random);
        fanWays = new FanWays(scene, random);
        handlerWays = new HandlerWays(scene, random);
    }

    @Override
    public void run() {
        try {
            while (!scene.over && submit()) {
                Thread.interrupted(); // an interrupt of its own makes, may be left
            }
        } catch (Throwable thrown) {
            scene.unexpected("a submit", thrown);
        } finally {
            ways.close();
        }
    }

    /** False if there are no more jobs. */
    private boolean submit() throws InterruptedException {
        if (random.nextInt(100) == 0 && scene.troubles()) {
            scene.findings.faults.increment();
            Thread.currentThread().interrupt();
        }
        if (scene.traits.handlers()) {
            return handlerWays.submit();
        }
        if (!scene.traits.plain() && random.nextInt(FAN_OUT_OF) == 0) {
            return fanWays.submit();
        }
        boolean more = ways.submit();
        treat(ways.lastHandle());
        return more;
    }

    private void treat(@Nullable JobHandle<?> handle) throws InterruptedException {
        if (handle == null) {
            return;
        }
        switch (random.nextInt(12)) {
            case 0 -> handle.cancel(false);
            case 1 -> handle.cancel(true);
            case 2 -> await(handle);
            case 3 ->
                handle.onCompletion(outcome -> {
                    if (scene.traits.throwingListeners()) {
                        throw new IllegalStateException("an action that throws");
                    }
                });
            default -> {}
        }
    }

    private static void await(JobHandle<?> handle) throws InterruptedException {
        Thread.interrupted();
        try {
            handle.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | CancellationException e) {
            // Whatever it is, the handle tells it again when the pool has ended.
        }
    }
}
