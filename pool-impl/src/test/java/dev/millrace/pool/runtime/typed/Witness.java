package dev.millrace.pool.runtime.typed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.BatchHandler;
import dev.millrace.pool.BatchOutcomes;
import dev.millrace.pool.Handler;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Watches all handlers of a pool: that each is opened first and closed last, once, and called by one thread, never twice at once. */
final class Witness {
    final Queue<Probe> probes = new ConcurrentLinkedQueue<>();
    private final Queue<String> offences = new ConcurrentLinkedQueue<>();

    /** What a handler does, apart from being watched. */
    interface Act {
        void on(Probe probe, int job) throws Throwable;
    }

    Probe probe(Act act) {
        return new Probe(act);
    }

    /** All that were opened were closed, in order and by their thread. */
    void assertAllClosedOnce() {
        assertThat(offences).isEmpty();
        assertThat(probes).allSatisfy(probe -> {
            assertThat(probe.opens.get()).as("%s opened", probe).isEqualTo(1);
            assertThat(probe.closes.get()).as("%s closed", probe).isEqualTo(1);
        });
    }

    int open() {
        return (int) probes.stream().filter(probe -> probe.closes.get() == 0).count();
    }

    /** A handler of both kinds; what it keeps for itself is not synchronised. */
    class Probe implements Handler<Integer>, BatchHandler<Integer> {
        final AtomicInteger opens = new AtomicInteger();
        final AtomicInteger closes = new AtomicInteger();
        private final AtomicInteger inside = new AtomicInteger();
        private final Act act;
        private Thread owner;
        int handled;

        Probe(Act act) {
            this.act = act;
            probes.add(this);
        }

        @Override
        public void open() throws Exception {
            owner = Thread.currentThread();
            opens.incrementAndGet();
            enter("open");
            inside.decrementAndGet();
        }

        @Override
        public void handle(Integer job) throws Exception {
            call(() -> act.on(this, job));
        }

        @Override
        public void handleAll(List<? extends Integer> jobs, BatchOutcomes outcomes) throws Exception {
            call(() -> {
                for (Integer job : jobs) {
                    act.on(this, job);
                }
            });
        }

        private void call(Step step) throws Exception {
            enter("handle");
            try {
                if (closes.get() > 0 || opens.get() != 1) {
                    offences.add(this + " was called while it was not open");
                }
                handled++;
                step.run();
            } catch (Throwable failure) {
                throw Shop.sneaky(failure);
            } finally {
                inside.decrementAndGet();
            }
        }

        @Override
        public void close() throws Exception {
            enter("close");
            closes.incrementAndGet();
            inside.decrementAndGet();
        }

        private void enter(String call) {
            if (inside.incrementAndGet() != 1) {
                offences.add(this + ": " + call + " inside another call");
            }
            if (owner != Thread.currentThread()) {
                offences.add(this + ": " + call + " by " + Thread.currentThread() + " and not by " + owner);
            }
        }
    }

    private interface Step {
        void run() throws Throwable;
    }
}
