package dev.millrace.examples.health;

import dev.millrace.examples.tool.WebClient;
import dev.millrace.pool.FanOut;
import dev.millrace.pool.FanResults;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.WorkerPool;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Checks endpoints round by round, each with a timeout of its own; one that fails too often is left alone for a while. */
final class HealthChecks {
    private static final int OK = 200;

    private final WorkerPool pool;
    private final WebClient web;
    private final FanOut policy;
    /** One for each endpoint: it opens when one of its last two checks has failed. */
    private final CircuitBreakerRegistry breakers = CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
            .slidingWindow(2, 2, SlidingWindowType.COUNT_BASED)
            .failureRateThreshold(50)
            .waitDurationInOpenState(Duration.ofSeconds(30))
            .build());

    /**
     * Checks on a pool.
     *
     * @param timeout for one check
     * @param deadline for one round
     */
    HealthChecks(WorkerPool pool, WebClient web, Duration timeout, Duration deadline) {
        this.pool = pool;
        this.web = web;
        this.policy =
                FanOut.collectAll().within(deadline).each(JobOptions.none().runWithin(timeout));
    }

    /** One round: a result for each endpoint, whatever it does. */
    FanResults<Endpoint, Integer> round(List<Endpoint> endpoints) {
        return pool.map(
                endpoints,
                endpoint -> breakers.circuitBreaker(endpoint.name()).executeCallable(() -> check(endpoint)),
                policy);
    }

    private int check(Endpoint endpoint) throws IOException, InterruptedException {
        int status = web.get(endpoint.uri()).statusCode();
        if (status != OK) {
            throw new IOException("status " + status);
        }
        return status;
    }
}
