package dev.millrace.examples.scrape;

import dev.millrace.examples.tool.WebClient;
import dev.millrace.pool.FanOut;
import dev.millrace.pool.JobGroup;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.WorkerPool;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.retry.Retry;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.RejectedExecutionException;

/** Reads a site from its first page on, following links while they are found; each page once. For one run. */
final class Crawl {
    private final WebClient web;
    private final RateLimiter politeness;
    private final Retry retry;
    private final JobGroup group;
    private final Set<URI> seen = ConcurrentHashMap.newKeySet();
    private final Map<URI, JobHandle<Page>> pages = new ConcurrentSkipListMap<>();

    private Crawl(WebClient web, RateLimiter politeness, Retry retry, JobGroup group) {
        this.web = web;
        this.politeness = politeness;
        this.retry = retry;
        this.group = group;
    }

    /**
     * Reads all that can be reached.
     *
     * @param pool its workers are how many pages are read at once
     * @param deadline for all of it; pages that are not there by then have no value
     * @return a handle that is done for each page that was seen, and how well the workers were used
     */
    static CrawlResult run(
            URI start, WorkerPool pool, WebClient web, RateLimiter politeness, Retry retry, Duration deadline)
            throws InterruptedException {
        try (JobGroup group = pool.group(FanOut.collectAll().within(deadline))) {
            Crawl crawl = new Crawl(web, politeness, retry, group);
            crawl.visit(start);
            group.join();
            return new CrawlResult(crawl.pages, crawl.seen, group.efficiency());
        }
    }

    /** Reads a page that nobody has seen yet. Called by the caller once, and by the workers. */
    private void visit(URI page) {
        if (seen.add(page)) {
            try {
                pages.put(page, group.fork(() -> read(page)));
            } catch (RejectedExecutionException timeIsOver) {
                // Stays among those that were seen and not read.
            }
        }
    }

    private Page read(URI uri) throws Exception {
        Page page = retry.executeCallable(() -> {
            RateLimiter.waitForPermission(politeness);
            return Page.of(web.get(uri));
        });
        page.links().forEach(this::visit);
        return page;
    }
}
