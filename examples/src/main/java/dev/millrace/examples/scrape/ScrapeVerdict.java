package dev.millrace.examples.scrape;

import static dev.millrace.examples.tool.Text.text;

import dev.millrace.pool.Outcome;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether all was found, and as it was asked for.
 *
 * @param pages that were read
 * @param unread pages that were seen and have no answer
 * @param requests that reached the site
 * @param retries of them that were not the first for their page
 * @param right whether what was read is what the site has
 * @param polite whether the site saw no more requests at once, and no more in this time, than was allowed
 */
record ScrapeVerdict(int pages, int unread, int requests, int retries, boolean right, boolean polite) {
    /** One for each end of the time, since the limiter's periods have begun before. */
    private static final int BEYOND = 2;

    static ScrapeVerdict of(CrawlResult found, Site site, ScrapeLimits limits) {
        Map<String, Page> read = new TreeMap<>();
        for (URI uri : found.pages().keySet()) {
            if (found.pages().get(uri).outcome() instanceof Outcome.Value<Page> value && value.value() != null) {
                read.put(uri.getPath(), value.value());
            }
        }
        int requests =
                site.asked().values().stream().mapToInt(Integer::intValue).sum();
        return new ScrapeVerdict(
                read.size(),
                found.seen().size() - read.size(),
                requests,
                requests - site.asked().size(),
                site.expected().equals(read) && site.asked().keySet().equals(read.keySet()),
                site.mostAtOnce() <= limits.atOnce()
                        && isPolite(requests, found.efficiency().wall(), limits.politeness()));
    }

    private static boolean isPolite(int requests, Duration wall, Duration gap) {
        return requests - BEYOND <= wall.dividedBy(gap);
    }

    boolean good() {
        return right && polite && unread == 0;
    }

    String line() {
        return text(
                "pages=%d unread=%d requests=%d retries=%d polite=%s verified=%s",
                pages, unread, requests, retries, polite, good());
    }
}
