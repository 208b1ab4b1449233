package dev.millrace.examples.scrape;

import dev.millrace.examples.tool.Interruption;
import dev.millrace.examples.tool.LoopbackServer;
import dev.millrace.examples.tool.NewThreads;
import dev.millrace.examples.tool.OptionRules;
import dev.millrace.examples.tool.Output;
import dev.millrace.examples.tool.WebClient;
import dev.millrace.pool.WorkerPool;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code example scrape}. */
@Command(
        name = "scrape",
        sortOptions = false,
        usageHelpWidth = 110,
        description = {
            "Reads a small site from its first page on: every page once, a few at a time, politely, with retries.",
            "",
            "The site is on this machine. It has a page that is not there, one that fails once, one that fails always, a slow one"
                    + " and a redirect.",
            ""
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0: every page was read, as the site has it and as politely as asked for, and no thread is left",
            "1: something of that is not so, say since the deadline was too short",
            "2: wrong usage"
        })
public final class ScrapeCommand implements Callable<Integer> {
    private static final int MOST_AT_ONCE = 64;
    private static final int MOST_GAP_MILLIS = 1_000;
    private static final int MOST_MILLIS = 60_000;
    private static final Duration THREADS_PATIENCE = Duration.ofSeconds(5);
    private static final String DEFAULT = "Default: ${DEFAULT-VALUE}.";

    @Option(
            names = "--at-once",
            paramLabel = "N",
            defaultValue = "4",
            description = "Pages at the same time. " + DEFAULT)
    private int atOnce;

    @Option(
            names = "--politeness",
            paramLabel = "MS",
            defaultValue = "30",
            description = "At most one request in such a time, of all workers together. " + DEFAULT)
    private int politenessMillis;

    @Option(
            names = "--deadline",
            paramLabel = "MS",
            defaultValue = "10000",
            description = "For the whole site. " + DEFAULT)
    private int deadlineMillis;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        new OptionRules()
                .require(isUpTo(MOST_AT_ONCE, atOnce), "--at-once must be 1 to 64, was %,d", atOnce)
                .require(
                        isUpTo(MOST_GAP_MILLIS, politenessMillis),
                        "--politeness must be 1 to 1,000 ms, was %,d",
                        politenessMillis)
                .require(
                        isUpTo(MOST_MILLIS, deadlineMillis),
                        "--deadline must be 1 to 60,000 ms, was %,d",
                        deadlineMillis)
                .throwIfBroken(spec.commandLine());
        ScrapeLimits limits =
                new ScrapeLimits(atOnce, Duration.ofMillis(politenessMillis), Duration.ofMillis(deadlineMillis));
        NewThreads threads = new NewThreads("millrace-scrape-", LoopbackServer.THREADS, WebClient.THREADS);
        Output out = new Output(spec.commandLine().getOut());
        ScrapeReport report = new ScrapeReport(out);
        try (Interruption interruption = new Interruption()) {
            ScrapeVerdict verdict;
            try (Site site = Site.start();
                    WebClient web = new WebClient()) {
                Page.of(web.get(site.rehearsal())); // a JVM that has just started loads classes
                CrawlResult found = crawl(site, web, limits, interruption);
                report.print(found);
                verdict = ScrapeVerdict.of(found, site, limits);
            }
            List<String> left = threads.left(THREADS_PATIENCE);
            out.line("%s threadsLeft=%d", verdict.line(), left.size());
            return verdict.good() && left.isEmpty() ? 0 : 1;
        }
    }

    private static CrawlResult crawl(Site site, WebClient web, ScrapeLimits limits, Interruption interruption)
            throws InterruptedException {
        try (WorkerPool pool =
                WorkerPool.builder("scrape").workers(limits.atOnce()).build()) {
            interruption.stopWith(() -> pool.close(Duration.ZERO));
            return Crawl.run(site.firstPage(), pool, web, limits.rateLimiter(), limits.retry(), limits.deadline());
        }
    }

    private static boolean isUpTo(int most, int value) {
        return 1 <= value && value <= most;
    }
}
