package dev.millrace.pool.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.QuarantinedJob;
import dev.millrace.pool.runtime.handle.ContextCall;
import dev.millrace.pool.runtime.job.InContext;
import dev.millrace.pool.runtime.support.Await;
import java.lang.ref.WeakReference;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class QuarantineTest {
    private final Error cause = new AssertionError("stopped");

    private final Quarantine quarantine = new Quarantine("hospital", 2, new Attention());

    /** Equal to all others of its class; the quarantine must not ask. */
    private static final class Job implements Runnable {
        @Override
        public void run() {}

        @Override
        public boolean equals(Object other) {
            throw new AssertionError("asked");
        }

        @Override
        public int hashCode() {
            throw new AssertionError("asked");
        }

        @Override
        public String toString() {
            throw new AssertionError("asked");
        }
    }

    private void kill(String label, Object job, int times) {
        for (int i = 0; i < times; i++) {
            quarantine.killed(label, job, cause);
        }
    }

    @Test
    void shouldKnowAJobByItsIdentityWhateverItIsWrappedIn() {
        Job job = new Job();
        Runnable inContext = new InContext(job, () -> {});
        quarantine.killed(null, job, cause);
        assertThat(quarantine.isOn()).isFalse();
        assertThat(quarantine.refusal(null, job)).isNull();
        assertThat(quarantine.jobs()).isEmpty();
        quarantine.killed(null, inContext, cause);

        assertThat(quarantine.isOn()).isTrue();
        assertThat(quarantine.refusal(null, job)).isNotNull();
        assertThat(quarantine.refusal(null, inContext)).isNotNull();
        assertThat(quarantine.refusal(null, new Job())).as("another").isNull();
        assertThat(quarantine.refusal("name", job))
                .as("with a label it is another")
                .isNull();
        assertThat(quarantine.refusal(null, null)).isNull();
    }

    @Test
    void shouldKnowACallableInItsContext() {
        Callable<String> job = () -> "value";
        kill(null, new ContextCall<>(job, run -> run), 2);

        assertThat(quarantine.refusal(null, job)).isNotNull();
        assertThat(quarantine.refusal(null, new ContextCall<>(job, run -> run))).isNotNull();
    }

    @Test
    void shouldKnowAJobByItsLabelWhateverItIs() {
        kill("nightly", new Job(), 1);
        kill("nightly", new Job(), 1);

        assertThat(quarantine.refusal("nightly", new Job())).isNotNull();
        assertThat(quarantine.refusal("daily", new Job())).isNull();
    }

    @Test
    void shouldNameTheJobAndItsHistory() {
        Job job = new Job();
        kill(null, job, 2);

        assertThat(quarantine.refusal(null, job))
                .hasMessageStartingWith("pool 'hospital' does not run job '" + Job.class.getName()
                        + "' any more: it has killed 2 workers, the last one at ")
                .hasMessageContaining(Thread.currentThread().getName() + ", by java.lang.AssertionError: stopped")
                .hasMessageEndingWith("; releaseFromQuarantine(\"" + Job.class.getName() + "\") lets it run again");
        QuarantinedJob told = quarantine.jobs().get(0);
        assertThat(told.job()).isEqualTo(Job.class.getName());
        assertThat(told.refused()).isEqualTo(1);
        assertThat(told.deaths()).hasSize(2).allSatisfy(death -> {
            assertThat(death.worker()).isEqualTo(Thread.currentThread().getName());
            assertThat(death.cause()).isEqualTo("java.lang.AssertionError: stopped");
        });
        assertThat(told.deaths().get(0).at())
                .isBeforeOrEqualTo(told.deaths().get(1).at());
    }

    @Test
    void shouldForgetAllOfANameWhenTheyAreReleased() {
        Job one = new Job();
        Job other = new Job();
        Job suspect = new Job();
        kill(null, one, 2);
        kill(null, other, 3);
        kill(null, suspect, 1);
        assertThat(quarantine.release("nobody")).isFalse();

        assertThat(quarantine.release(Job.class.getName())).isTrue();

        assertThat(quarantine.isOn()).isFalse();
        assertThat(quarantine.refusal(null, one)).isNull();
        assertThat(quarantine.refusal(null, other)).isNull();
        assertThat(quarantine.release(Job.class.getName())).isFalse();
        kill(null, one, 1);
        assertThat(quarantine.isOn()).as("it begins anew").isFalse();
        kill(null, suspect, 1);
        assertThat(quarantine.refusal(null, suspect)).as("it was not released").isNotNull();
    }

    @Test
    void shouldForgetTheOldestSuspectsFirst() {
        kill("guilty", new Job(), 2);
        kill("oldest", new Job(), 1);
        for (int i = 0; i < 63; i++) {
            kill("suspect " + i, new Job(), 1);
        }
        assertThat(quarantine.jobs()).as("guilt is kept").hasSize(1);
        kill("oldest", new Job(), 1);
        assertThat(quarantine.jobs()).as("its first death is forgotten").hasSize(1);

        for (int i = 0; i < 200; i++) {
            kill("guilty " + i, new Job(), 2);
        }
        assertThat(quarantine.jobs()).hasSize(64);
        assertThat(quarantine.jobs()).extracting(QuarantinedJob::job).doesNotContain("guilty", "guilty 100");
        assertThat(quarantine.jobs()).extracting(QuarantinedJob::job).contains("guilty 199");
    }

    @Test
    void shouldKeepTheLastDeathsOfMany() {
        kill("often", new Job(), 100);

        assertThat(quarantine.jobs().get(0).deaths()).hasSize(16);
        assertThat(quarantine.refusal("often", new Job())).hasMessageContaining("killed 100 workers");
    }

    @SuppressWarnings("GarbageCollection")
    @Test
    void shouldNotKeepAJobAndForgetWhatIsGone() {
        WeakReference<Object> gone = killAndDrop();

        Await.until(
                () -> {
                    System.gc();
                    return gone.get() == null && quarantine.jobs().isEmpty();
                },
                () -> "the job is retained");
        assertThat(quarantine.isOn()).isFalse();
    }

    private WeakReference<Object> killAndDrop() {
        Job job = new Job();
        kill(null, job, 2);
        assertThat(quarantine.jobs()).hasSize(1);
        return new WeakReference<>(job);
    }
}
