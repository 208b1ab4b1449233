package dev.millrace.pool.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Ledger;
import dev.millrace.pool.runtime.support.Poison;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Factories that give no thread, or one that cannot be started: whoever needs it is told, or the jobs wait for a better one; none is lost, none is run twice. */
class FactoriesTest extends Contract {

    /** What is wrong with the factory. */
    enum Fault {
        THROWS {
            @Override
            Thread make(Runnable body) {
                throw new IllegalStateException("no thread");
            }
        },
        GIVES_NULL {
            @Override
            Thread make(Runnable body) {
                return null;
            }
        },
        GIVES_ONE_THAT_RUNS {
            @Override
            Thread make(Runnable body) {
                return Thread.currentThread();
            }
        },
        GIVES_ONE_THAT_HAS_ENDED {
            @Override
            Thread make(Runnable body) {
                Thread ended = new Thread(() -> {}, "contract-ended");
                ended.start();
                Await.end(ended);
                return ended;
            }
        },
        OUT_OF_THREADS {
            @Override
            Thread make(Runnable body) {
                return new Thread(body, "contract-never") {
                    @Override
                    public void start() {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                };
            }
        };

        abstract Thread make(Runnable body);
    }

    /** A factory that is broken while it is told to be. */
    private final class Breakable implements ThreadFactory {
        final Fault fault;
        final AtomicInteger failed = new AtomicInteger();
        volatile boolean broken;

        Breakable(Fault fault, boolean broken) {
            this.fault = fault;
            this.broken = broken;
        }

        @Override
        public Thread newThread(Runnable body) {
            if (broken) {
                failed.incrementAndGet();
                return fault.make(body);
            }
            return quietThread(body);
        }
    }

    static Stream<Arguments> faults() {
        return Subjects.all().flatMap(subject -> Stream.of(Fault.values()).map(fault -> Arguments.of(subject, fault)));
    }

    /** Whoever waits for the first threads learns it; a job that was refused for it never runs. */
    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("faults")
    void fromTheBeginning(Subject subject, Fault fault) throws Exception {
        Breakable factory = new Breakable(fault, true);
        Setup setup = new Setup(Subject.CAPACITY, factory);
        if (subject.differs(Deviation.THREADS_AT_ONCE)) {
            assertThatThrownBy(() -> subject.open(setup)).hasMessageContainingAll("view");
            assertThat(factory.failed.get()).isPositive();
            Await.until(() -> threads.ownAlive().isEmpty(), () -> "live: " + threads.ownAlive());
            factory.broken = false;
        }
        ExecutorService service = open(subject, setup);
        Ledger ledger = new Ledger(20);
        List<Integer> accepted = new ArrayList<>();
        for (Ledger.Job job : ledger.jobs(0, 10)) {
            try {
                service.execute(job);
                accepted.add(job.number());
            } catch (IllegalStateException | IllegalThreadStateException | OutOfMemoryError e) {
                assertThat(factory.broken).isTrue();
            }
        }
        factory.broken = false;
        ledger.jobs(10, 20).forEach(service::execute);
        drain(service);
        for (int i = 0; i < 20; i++) {
            assertThat(ledger.runs(i)).isEqualTo(i >= 10 || accepted.contains(i) ? 1 : 0);
        }
    }

    /** A thread dies and there is no other for it; as soon as there is one, all goes on. */
    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("faults")
    void whenAThreadIsReplaced(Subject subject, Fault fault) throws Exception {
        Breakable factory = new Breakable(fault, false);
        ExecutorService service = open(subject, new Setup(Subject.CAPACITY, factory));
        try (Hold hold = Hold.all(service, subject)) {
            assertThat(hold.held()).isEqualTo(subject.workers());
        }
        Thread[] dead = new Thread[1];
        try (Hold dying = new Hold()) {
            service.execute(() -> {
                dead[0] = Thread.currentThread();
                dying.run();
                Poison.die();
            });
            dying.awaitHeld(1); // else the submit itself would meet the fault, if the thread dies during it
            factory.broken = true;
        }
        Await.until(() -> factory.failed.get() > 0, () -> "the factory should have been asked");
        if (!subject.differs(Deviation.THREADS_AT_ONCE)) {
            Await.end(
                    dead[0]); // before that the control counts it among those that it has; a pool's thread may live on
        }
        factory.broken = false;
        Ledger ledger = new Ledger(50);
        ledger.jobs(0, 50).forEach(service::execute);
        Await.until(() -> ledger.total() == 50, () -> ledger.total() + " ran");
        drain(service);
        ledger.assertEachRanOnce();
    }
}
