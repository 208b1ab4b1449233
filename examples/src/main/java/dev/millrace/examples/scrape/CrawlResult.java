package dev.millrace.examples.scrape;

import dev.millrace.pool.Efficiency;
import dev.millrace.pool.JobHandle;
import java.net.URI;
import java.util.Map;
import java.util.Set;

/**
 * What a crawl has found.
 *
 * @param pages by address; each handle is done
 * @param seen all addresses, those too for which no time was left
 * @param efficiency how well the workers were used
 */
record CrawlResult(Map<URI, JobHandle<Page>> pages, Set<URI> seen, Efficiency efficiency) {}
