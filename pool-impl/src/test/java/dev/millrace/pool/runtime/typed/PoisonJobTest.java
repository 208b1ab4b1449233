package dev.millrace.pool.runtime.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pool.DeadLetter;
import dev.millrace.pool.DeadLetterException;
import dev.millrace.pool.Handler;
import dev.millrace.pool.HandlerDrainReport;
import dev.millrace.pool.HandlerPool;
import dev.millrace.pool.HandlerPoolBuilder;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Poison;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Jobs that kill their handlers: tried again with a new one, and after so many deaths a dead letter. */
@Guarded
class PoisonJobTest {
    private static final int DEADLY = 1_000_000;

    private final Witness witness = new Witness();
    private final AtomicInteger attempts = new AtomicInteger();

    /** A job so high kills its handler; the last digit says how often. */
    private HandlerPoolBuilder<Integer> deadly(Mode mode, String name) {
        return HandlerPoolTest.pool(mode, name, 1)
                .handler(() -> witness.probe((probe, job) -> {
                    if (job >= DEADLY && attempts.getAndIncrement() < job % 10) {
                        throw new StackOverflowError("thrown by job " + job);
                    }
                }));
    }

    @InEveryMode
    void shouldTryAJobAgainWithANewHandlerUntilItSucceeds(Mode mode) {
        int workers = Math.max(1, mode.leastWorkers());
        HandlerPool<Integer> pool = deadly(mode, "again").build();
        Outcome<?> outcome = pool.submit(DEADLY + 2).outcome();
        HandlerDrainReport<Integer> report = pool.close(Duration.ofSeconds(20));

        assertThat(outcome).isInstanceOf(Outcome.Value.class);
        assertThat(attempts.get()).isEqualTo(3);
        assertThat(report.handlers().killed()).isEqualTo(2);
        assertThat(report.handlers().retries()).isEqualTo(2);
        assertThat(report.handlers().deadLetters()).isZero();
        assertThat(report.complete()).isTrue();
        assertThat(report.pool().stats().workers().deaths())
                .as("no worker died")
                .isZero();
        assertThat(witness.probes).hasSize(workers + 2);
        witness.assertAllClosedOnce();
    }

    @InEveryMode
    void shouldGiveAJobUpAfterSoManyDeathsAndKeepItAsADeadLetter(Mode mode) {
        Queue<DeadLetter<Integer>> told = new ConcurrentLinkedQueue<>();
        Queue<Throwable> uncaught = new ConcurrentLinkedQueue<>();
        HandlerPool<Integer> pool = deadly(mode, "poison")
                .quarantineAfter(4)
                .onDeadLetter(letter -> {
                    told.add(letter);
                    throw new IllegalStateException("thrown by the listener");
                })
                .uncaughtHandler((thread, failure) -> uncaught.add(failure))
                .build();
        Integer poison = DEADLY + 9;
        Outcome<?> outcome = pool.submit(poison).outcome();

        assertThat(attempts.get()).isEqualTo(4);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.cause())
                                .isInstanceOf(DeadLetterException.class)
                                .hasMessageContaining("pool 'poison' does not run a job any more")
                                .hasMessageContaining("POISON: a java.lang.Integer after 4 attempts")
                                .hasCauseInstanceOf(StackOverflowError.class));
        assertThat(pool.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.job()).isSameAs(poison);
            assertThat(letter.reason()).isEqualTo(DeadLetter.Reason.POISON);
            assertThat(letter.attempts()).isEqualTo(4);
            assertThat(letter.causes())
                    .hasSize(4)
                    .allSatisfy(cause -> assertThat(cause).isInstanceOf(StackOverflowError.class));
            assertThat(letter.firstFailed()).isBeforeOrEqualTo(letter.lastFailed());
        });
        assertThat(told).containsExactlyElementsOf(pool.deadLetters());
        assertThat(pool.explain()).contains("1 dead letters, 1 kept").contains("POISON: a java.lang.Integer");

        assertThat(pool.workers().quarantine()).singleElement().satisfies(job -> {
            assertThat(job.job()).isEqualTo("java.lang.Integer");
            assertThat(job.deaths()).hasSize(4);
        });
        assertThatThrownBy(() -> pool.offer(poison)).isInstanceOf(RejectedExecutionException.class);
        assertThat(pool.tryOffer(poison)).isFalse();
        assertThat(pool.submit(DEADLY).outcome()).as("another object").isInstanceOf(Outcome.Value.class);
        assertThat(pool.workers().releaseFromQuarantine("java.lang.Integer")).isTrue();
        attempts.set(100);
        assertThat(pool.submit(poison).outcome()).isInstanceOf(Outcome.Value.class);
        HandlerDrainReport<Integer> report = pool.close(Duration.ofSeconds(20));
        Accounts.assertClosed(report.pool());
        assertThat(report.pool().stats().jobs().failed()).isEqualTo(1);
        assertThat(report.complete()).as("a poison job has its end").isTrue();
        assertThat(uncaught).as("the handle was told").isEmpty();
        witness.assertAllClosedOnce();
    }

    @InEveryMode
    void shouldKnowAJobByItsLabel(Mode mode) {
        HandlerPool<Integer> pool = deadly(mode, "label").quarantineAfter(2).build();
        assertThat(pool.submit(DEADLY + 9, JobOptions.none().label("nightly")).outcome())
                .isInstanceOf(Outcome.Failed.class);
        assertThatThrownBy(() -> pool.submit(1, JobOptions.none().label("nightly")))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("nightly");
        assertThat(pool.submit(1).outcome()).isInstanceOf(Outcome.Value.class);
        pool.close();
    }

    @InEveryMode
    void shouldEndTheWorkerToo(Mode mode) {
        int workers = Math.max(1, mode.leastWorkers());
        HandlerPool<Integer> pool = HandlerPoolTest.pool(mode, "thread", 1)
                .quarantineAfter(3)
                .handler(() -> witness.probe((probe, job) -> {
                    attempts.incrementAndGet();
                    Poison.die();
                }))
                .build();
        Outcome<?> outcome = pool.submit(1).outcome();
        Await.until(() -> pool.workers().stats().workers().restarts() == 1, pool::explain);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.cause()).isInstanceOf(DeadLetterException.class));
        assertThat(attempts.get()).as("by one worker").isEqualTo(3);
        assertThat(pool.workers().quarantine()).hasSize(1);
        pool.close();
        assertThat(pool.workers().stats().workers().deaths()).isEqualTo(1);
        assertThat(witness.probes).hasSize(workers + 3 - 1 + 1);
        witness.assertAllClosedOnce();
    }

    @Test
    void shouldKeepTheNewestLettersAndCountAll() {
        HandlerPool<Integer> pool = HandlerPoolTest.pool(Mode.COOPERATIVE, "kept", 1)
                .quarantineAfter(1)
                .keepDeadLetters(3)
                .handler(() -> job -> {
                    throw new AssertionError("job " + job);
                })
                .build();
        for (int job = 0; job < 10; job++) {
            pool.offer(DEADLY + job);
        }
        HandlerDrainReport<Integer> report = pool.close(Duration.ofSeconds(20));
        assertThat(report.deadLetters())
                .extracting(DeadLetter::job)
                .containsExactly(DEADLY + 7, DEADLY + 8, DEADLY + 9);
        assertThat(report.handlers().deadLetters()).isEqualTo(10);
        assertThat(report.pool().stats().jobs().failed()).isEqualTo(10);
    }

    @InEveryMode
    void shouldKeepAJobThatThePoolCouldNotTryAgain(Mode mode) {
        AtomicBoolean dead = new AtomicBoolean();
        AtomicInteger triesAfter = new AtomicInteger();
        HandlerPool<Integer> pool = HandlerPoolTest.pool(mode, "stopped", 1)
                .keepDeadLetters(0)
                .handler(() -> new Handler<>() {
                    @Override
                    public void open() {
                        if (dead.get()) {
                            triesAfter.incrementAndGet();
                            throw new IllegalStateException("no more handlers");
                        }
                    }

                    @Override
                    public void handle(Integer job) {
                        dead.set(true);
                        throw new LinkageError("job " + job);
                    }
                })
                .build();
        Await.until(() -> pool.stats().open() == Math.max(1, mode.leastWorkers()), pool::explain);
        pool.offer(DEADLY);
        Await.until(() -> triesAfter.get() > 0, pool::explain);
        HandlerDrainReport<Integer> report = pool.close(Duration.ofMillis(10));

        Accounts.assertClosed(report.pool());
        assertThat(report.pool().stats().jobs().failed()).isEqualTo(1);
        assertThat(report.handedBack()).isEmpty();
        assertThat(report.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).isEqualTo(DeadLetter.Reason.STOPPED);
            assertThat(letter.job()).isEqualTo(DEADLY);
            assertThat(letter.attempts()).isEqualTo(1);
            assertThat(letter.causes()).singleElement().isInstanceOf(LinkageError.class);
        });
        assertThat(report.complete()).isFalse();
        assertThat(report.handlers().abandoned()).isEqualTo(1);
    }

    @Test
    void shouldTryAJobOnAForeignThreadOnce() {
        HandlerPool<Integer> pool = deadly(Mode.COOPERATIVE, "foreign").build();
        pool.workers().pause();
        pool.offerAll(List.of(DEADLY + 9));
        HandlerDrainReport<Integer> report = pool.close(Duration.ZERO);
        assertThat(report.handedBack()).containsExactly(DEADLY + 9);
        Runnable job = report.pool().handedBack().get(0);
        assertThatThrownBy(job::run).isInstanceOf(StackOverflowError.class);
        assertThat(attempts.get()).isEqualTo(1);
        assertThat(pool.workers().quarantine()).isEmpty();
        witness.assertAllClosedOnce();
    }
}
