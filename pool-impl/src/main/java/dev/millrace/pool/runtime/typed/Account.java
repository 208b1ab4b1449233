package dev.millrace.pool.runtime.typed;

import dev.millrace.pool.DeadLetter;
import dev.millrace.pool.HandlerStats;
import dev.millrace.pool.runtime.explain.Names;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says in words what became of handlers, and of the jobs that killed them. */
final class Account {
    private static final int LETTERS = 4;

    private final StringBuilder text = new StringBuilder(512);

    private Account() {}

    static String of(Shop<?> shop) {
        Account account = new Account();
        HandlerStats stats = shop.stats();
        account.handlers(stats);
        account.opening(stats, shop.lastOpenFailure());
        account.batches(stats);
        account.letters(stats, List.copyOf(shop.deadLetters()));
        return account.text.toString();
    }

    private void handlers(HandlerStats stats) {
        line(
                "handlers %d open; opened %,d, closed %,d (%,d after errors, %,d after age, %,d killed)",
                stats.open(),
                stats.opened(),
                stats.closed(),
                stats.renewedAfterErrors(),
                stats.renewedAfterAge(),
                stats.killed());
    }

    private void opening(HandlerStats stats, Shop.@Nullable OpenFailure last) {
        if (stats.opening() > 0) {
            line(
                    "         %d workers have none%s",
                    stats.opening(),
                    stats.crashLoop() ? "; crash loop: they take no job, and try again after pauses" : "");
        }
        if (last != null) {
            line(
                    "         %,d could not be opened, the last at %s: %s",
                    stats.openFailures(), last.at(), Names.ofFailure(last.cause()));
        }
        if (stats.closeFailures() > 0) {
            line("         %,d failed to close", stats.closeFailures());
        }
    }

    private void batches(HandlerStats stats) {
        if (stats.batchCalls() > 0) {
            line(
                    "batches  %,d calls with %,d jobs, %.1f a call",
                    stats.batchCalls(), stats.batchJobs(), stats.meanBatch());
        }
    }

    private void letters(HandlerStats stats, List<? extends DeadLetter<?>> kept) {
        if (stats.deadLetters() > 0) {
            line(
                    "letters  %,d dead letters, %d kept; %,d attempts were repeated",
                    stats.deadLetters(), kept.size(), stats.retries());
        }
        for (DeadLetter<?> letter : kept.subList(Math.max(0, kept.size() - LETTERS), kept.size())) {
            line("         %s", letter);
        }
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }
}
