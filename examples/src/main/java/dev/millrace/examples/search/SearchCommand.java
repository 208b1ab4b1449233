package dev.millrace.examples.search;

import dev.millrace.examples.tool.NewThreads;
import dev.millrace.examples.tool.OptionRules;
import dev.millrace.examples.tool.Output;
import dev.millrace.pool.FanOut;
import dev.millrace.pool.FanResults;
import dev.millrace.pool.WorkerPool;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.QueryBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code example search}. */
@Command(
        name = "search",
        sortOptions = false,
        usageHelpWidth = 110,
        description = {
            "Searches several indexes at once and merges their best hits; checked against one index over everything.",
            "",
            "The documents are the classes of the running JDK, with the words of their names and their string constants; the indexes"
                    + " are Lucene's, in memory.",
            ""
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0: the hits are those of one index over all shards that have answered, and no thread is left",
            "1: something of that is not so",
            "2: wrong usage"
        })
public final class SearchCommand implements Callable<Integer> {
    private static final int MOST_SHARDS = 64;
    private static final int MOST_HITS = 1_000;
    private static final int MOST_MILLIS = 60_000;
    private static final Duration THREADS_PATIENCE = Duration.ofSeconds(5);
    private static final String DEFAULT = "Default: ${DEFAULT-VALUE}.";

    @Option(
            names = "--query",
            paramLabel = "WORDS",
            defaultValue = "illegal capacity",
            description = "What to search. " + DEFAULT)
    private String words = "";

    @Option(names = "--shards", paramLabel = "N", defaultValue = "4", description = "Indexes. " + DEFAULT)
    private int shards;

    @Option(names = "--top", paramLabel = "N", defaultValue = "10", description = "Hits. " + DEFAULT)
    private int top;

    @Option(names = "--deadline", paramLabel = "MS", defaultValue = "500", description = "For the search. " + DEFAULT)
    private int deadlineMillis;

    @Option(names = "--stall", paramLabel = "N", description = "A shard that never answers, from 1. Default: none.")
    private @Nullable Integer stalled;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        LuceneLog.quiet();
        Query query = new QueryBuilder(new StandardAnalyzer()).createBooleanQuery(Shard.TEXT, words);
        new OptionRules()
                .require(query != null, "--query must have a word, was '%s'", words)
                .require(isUpTo(MOST_SHARDS, shards), "--shards must be 1 to 64, was %,d", shards)
                .require(isUpTo(MOST_HITS, top), "--top must be 1 to 1,000, was %,d", top)
                .require(
                        isUpTo(MOST_MILLIS, deadlineMillis),
                        "--deadline must be 1 to 60,000 ms, was %,d",
                        deadlineMillis)
                .require(stalled == null || isUpTo(shards, stalled), "--stall must be 1 to --shards, was %,d", stalled)
                .throwIfBroken(spec.commandLine());
        NewThreads threads = new NewThreads("millrace-search-", "Lucene");
        Output out = new Output(spec.commandLine().getOut());
        SearchReport report = new SearchReport(out);
        List<Corpus.Doc> docs = Corpus.ofJdk();
        Reference reference = Reference.of(docs, query);
        DistributedSearch.Found found;
        try (WorkerPool pool = WorkerPool.builder("search").workers(shards).build()) {
            FanOut asProcessors = FanOut.failFast().atMost(Runtime.getRuntime().availableProcessors());
            FanResults<Integer, Shard> built = pool.map(numbers(), number -> build(number, docs), asProcessors);
            report.built(built, docs.size());
            found = new DistributedSearch(pool, built.values()).search(query, top, Duration.ofMillis(deadlineMillis));
        }
        report.found(words, found);
        boolean verified = isRight(found, reference.best(top, name -> hasAnswered(name, found)));
        List<String> left = threads.left(THREADS_PATIENCE);
        out.line(
                "shards=%d answered=%d hits=%d verified=%s threadsLeft=%d",
                shards, shards - found.answers().failures().size(), found.hits().size(), verified, left.size());
        return verified && left.isEmpty() ? 0 : 1;
    }

    private List<Integer> numbers() {
        return IntStream.rangeClosed(1, shards).boxed().toList();
    }

    private Shard build(int number, List<Corpus.Doc> docs) throws IOException {
        List<Corpus.Doc> own =
                docs.stream().filter(doc -> shardOf(doc.name()) == number).toList();
        Shard shard = Shard.build(number, own);
        return stalled != null && stalled == number ? shard.stalled() : shard;
    }

    private int shardOf(String name) {
        return Math.floorMod(name.hashCode(), shards) + 1;
    }

    private boolean hasAnswered(String name, DistributedSearch.Found found) {
        return found.answers().get(shardOf(name) - 1).succeeded();
    }

    private static boolean isRight(DistributedSearch.Found found, List<Hit> expected) {
        return found.hits().size() == expected.size()
                && IntStream.range(0, expected.size())
                        .allMatch(i -> found.hits().get(i).isSameAs(expected.get(i)));
    }

    private static boolean isUpTo(int most, int value) {
        return 1 <= value && value <= most;
    }
}
