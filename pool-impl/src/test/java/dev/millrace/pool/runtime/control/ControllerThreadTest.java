package dev.millrace.pool.runtime.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.pool.Dispatch;
import dev.millrace.pool.LatencySampling;
import dev.millrace.pool.LoadSnapshot;
import dev.millrace.pool.PoolConfig;
import dev.millrace.pool.PriorityShares;
import dev.millrace.pool.SizingDecision;
import dev.millrace.pool.SizingPolicy;
import dev.millrace.pool.StuckJobs;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.runtime.support.QuietLog;
import dev.millrace.pool.runtime.worker.Failures;
import dev.millrace.pool.runtime.worker.Threads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(QuietLog.class)
class ControllerThreadTest {
    private final FakeGauges gauges = new FakeGauges();
    private final Counting policy = new Counting();
    private final Shadow shadow = new Shadow(null);
    private ControllerThread controller = controller(policy, gauges, 8);

    private ControllerThread controller(SizingPolicy sizing, Gauges from, int max) {
        Sizer sizer = new Sizer(new Size(1, 1, max), size -> () -> null, new DecisionLog());
        Threads threads = new Threads(new PoolConfig(
                "test",
                1,
                max,
                10,
                4,
                1,
                WhenFull.block(),
                Dispatch.cooperative(),
                sizing,
                LatencySampling.OFF,
                Duration.ZERO,
                true,
                null,
                null,
                null,
                false,
                new PriorityShares(16, 4, 1),
                3,
                false,
                StuckJobs.OFF,
                List.of(),
                null,
                List.of()));
        return new ControllerThread(sizing, shadow, sizer, from, threads, new Failures("test", null));
    }

    @AfterEach
    void stop() throws Exception {
        controller.stop();
        Thread thread = controller.thread();
        if (thread != null) {
            thread.join(TimeUnit.SECONDS.toMillis(20));
            assertThat(thread.isAlive()).isFalse();
        }
    }

    @Test
    void shouldHaveNoThreadBeforeTheFirstJob() {
        assertThat(controller.thread()).isNull();

        controller.arm();
        Thread first = controller.thread();
        controller.arm();

        assertThat(first).isNotNull().isSameAs(controller.thread());
    }

    @Test
    void shouldLookWhileThereIsLoadAndRestWhenItIsOver() {
        gauges.busy = 1;
        controller.arm();
        await().until(() -> policy.looks.get() > 5);

        gauges.busy = 0;
        awaitRest();
        int looks = policy.looks.get();
        controller.thread().interrupt();
        awaitRest();

        assertThat(policy.looks).as("while it rests").hasValue(looks);
    }

    @Test
    void shouldLookAgainWhenArmedAgain() {
        controller.arm();
        Thread first = controller.thread();
        awaitRest();
        int looks = policy.looks.get();

        gauges.depth = 5;
        controller.arm();

        await().until(() -> policy.looks.get() > looks + 3);
        assertThat(controller.thread()).as("one thread").isSameAs(first);
    }

    /** A worker that takes a job right after the controller has seen that there is none, and then runs it for ever. */
    @Test
    void shouldNotRestBesideAJobThatWasTakenWhileItDecidedToRest() {
        LateWorker late = new LateWorker();
        controller = controller(policy, late, 8);
        late.arm = controller::arm;

        controller.arm();

        await().untilTrue(late.taken);
        int looks = policy.looks.get();
        await().until(() -> policy.looks.get() > looks + 3);
    }

    @Test
    void shouldMakeNoThreadWhereNothingIsToBeDecided() {
        controller = controller(SizingPolicy.fixed(), gauges, 8);
        controller.arm();
        assertThat(controller.thread()).isNull();

        controller = controller(policy, gauges, 1);
        controller.arm();
        assertThat(controller.thread()).isNull();
    }

    /** Where the pool's own policy leaves the size alone, only the shadow makes it look, and only while there is load. */
    @Test
    void shouldLookForAShadowBesideASizeThatStays() {
        controller = controller(SizingPolicy.fixed(), gauges, 8);
        controller.changeShadow(policy);
        assertThat(controller.thread()).as("nobody has work").isNull();
        gauges.busy = 1;
        controller.arm();
        await().until(() -> policy.looks.get() > 5);

        gauges.busy = 0;
        awaitRest();
        int looks = policy.looks.get();
        controller.changeShadow(null);
        gauges.busy = 1;
        controller.arm();
        awaitRest();
        assertThat(policy.looks).as("without the shadow").hasValue(looks);
    }

    /** A period that began anew would begin with a reading; so who sets a shadow often does not keep the pool's own policy from looking. */
    @Test
    void shouldNotCutAPeriodShortForAShadow() {
        policy.period = Duration.ofHours(1);
        controller = controller(policy, gauges, 8);
        controller.arm();
        awaitPeriod();
        assertThat(gauges.readings).hasValue(1);

        for (int i = 0; i < 50; i++) {
            controller.changeShadow(new Counting());
            awaitPeriod();
        }
        assertThat(gauges.readings).as("no period began").hasValue(1);

        policy.period = Duration.ofHours(2);
        controller.change(policy);
        await().until(() -> gauges.readings.get() == 2);
    }

    private void awaitPeriod() {
        await().pollDelay(Duration.ofMillis(1))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> controller.thread().getState() == Thread.State.TIMED_WAITING);
    }

    @Test
    void shouldEndInTheMiddleOfALongPeriod() throws Exception {
        policy.period = Duration.ofDays(365_000);
        controller = controller(policy, gauges, 8);
        controller.arm();
        await().until(() -> controller.thread().getState() == Thread.State.TIMED_WAITING);

        controller.stop();

        controller.thread().join(TimeUnit.SECONDS.toMillis(20));
        assertThat(controller.thread().isAlive()).isFalse();
        assertThat(policy.looks).hasValue(0);
    }

    private void awaitRest() {
        await().until(() -> controller.thread().getState() == Thread.State.WAITING);
    }

    private static final class Counting implements SizingPolicy {
        private final AtomicInteger looks = new AtomicInteger();
        private volatile Duration period = Duration.ofMillis(1);

        @Override
        public SizingDecision decide(LoadSnapshot now, List<LoadSnapshot> earlier) {
            looks.incrementAndGet();
            return new SizingDecision(now.workers(), "as it is");
        }

        @Override
        public Duration period() {
            return period;
        }
    }

    /** Shows no load until the look with which the controller makes sure that it may rest; the load begins during that look. */
    private static final class LateWorker implements Gauges {
        private final FakeGauges shown = new FakeGauges();
        private final AtomicBoolean taken = new AtomicBoolean();
        private volatile Runnable arm = () -> {};
        private boolean reading;

        @Override
        public int capacity() {
            reading = true;
            return shown.capacity();
        }

        @Override
        public int busy() {
            int busy = shown.busy;
            if (!reading && !taken.get()) {
                shown.busy = 1;
                shown.depth = 900;
                arm.run();
                taken.set(true);
            }
            reading = false;
            return busy;
        }

        @Override
        public int depth() {
            return shown.depth;
        }

        @Override
        public long accepted() {
            return shown.accepted;
        }

        @Override
        public long ended() {
            return shown.ended;
        }

        @Override
        public long timedJobs() {
            return shown.timedJobs;
        }

        @Override
        public long timedNanos() {
            return shown.timedNanos;
        }
    }
}
