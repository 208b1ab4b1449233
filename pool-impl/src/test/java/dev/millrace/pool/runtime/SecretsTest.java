package dev.millrace.pool.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.JobHandle;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.StuckJobs;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Warnings;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is told of jobs, and to whom: what they say of themselves is the users' and stays theirs. */
@Timeout(60)
class SecretsTest {
    private static final String FORGED = "a\r\nINFO all is well \u2028${jndi:ldap://example} {0} %n \u001b[2J";

    @Test
    void aLabelForgesNoLineOfTheLog() {
        try (Warnings warnings = Warnings.listen();
                WorkerPool pool = WorkerPool.builder("labels")
                        .stuckJobs(StuckJobs.reportAfter(Duration.ofMillis(20)))
                        .build();
                Gate gate = new Gate()) {
            JobHandle<?> job = pool.submit(gate, JobOptions.none().label(FORGED));
            Await.until(() -> warnings.contain("all is well"), pool::explain);
            gate.open();
            Await.until(job::isDone, pool::explain);

            assertThat(warnings.toString())
                    .contains("${jndi:ldap://example}")
                    .doesNotContain("\nINFO", "\r", "\u2028", "\u001b");
        }
    }

    @Test
    void whatAJobThrowsIsToldToItsHandlerAndNowhereElse() {
        AtomicReference<Throwable> told = new AtomicReference<>();
        IllegalStateException secret = new IllegalStateException("password 1234");
        try (Warnings warnings = Warnings.listen();
                WorkerPool pool = WorkerPool.builder("secrets")
                        .uncaughtHandler((thread, failure) -> told.set(failure))
                        .build()) {
            pool.execute(() -> {
                throw secret;
            });
            JobHandle<?> handle = pool.submit(() -> {
                throw secret;
            });
            Await.until(() -> handle.isDone() && told.get() != null, pool::explain);

            assertThat(told.get()).isSameAs(secret);
            assertThat(handle.outcome().failure()).isSameAs(secret);
            assertThat(pool.explain()).doesNotContain("1234");
            assertThat(warnings.toString()).doesNotContain("1234", "a job failed");
        }
    }
}
