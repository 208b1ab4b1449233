package dev.millrace.examples.scrape;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.io.IOException;
import java.time.Duration;

/**
 * How gently a site is read.
 *
 * @param atOnce pages at the same time
 * @param politeness at most one request in such a time
 * @param deadline for the whole site
 */
record ScrapeLimits(int atOnce, Duration politeness, Duration deadline) {
    private static final int ATTEMPTS = 3;
    private static final Duration RETRY_AFTER = Duration.ofMillis(50);
    private static final int SERVER_ERRORS = 500;

    /** One request a period, whoever makes it; who has to wait longer than the deadline gives up. */
    RateLimiter rateLimiter() {
        return RateLimiter.of(
                "politeness",
                RateLimiterConfig.custom()
                        .limitForPeriod(1)
                        .limitRefreshPeriod(politeness)
                        .timeoutDuration(deadline)
                        .build());
    }

    /** Again after a server's error or a broken connection. */
    Retry retry() {
        return Retry.of(
                "site",
                RetryConfig.<Page>custom()
                        .maxAttempts(ATTEMPTS)
                        .waitDuration(RETRY_AFTER)
                        .retryOnResult(page -> page.status() >= SERVER_ERRORS)
                        .retryExceptions(IOException.class)
                        .build());
    }
}
