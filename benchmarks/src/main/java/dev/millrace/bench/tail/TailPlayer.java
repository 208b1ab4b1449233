package dev.millrace.bench.tail;

import dev.millrace.bench.Completions;
import dev.millrace.bench.Contender;
import dev.millrace.bench.UnverifiedException;
import dev.millrace.bench.match.Metric;
import dev.millrace.bench.match.Player;
import dev.millrace.bench.match.Reading;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Sends a mix as it is due; every contender meets the same arrivals and run times in the same round. */
final class TailPlayer implements Player {
    static final Metric P99 = Metric.less("p99/ideal", "x");
    static final Metric P999 = Metric.less("p99.9/ideal", "x");
    static final Metric P99_WAIT = Metric.less("p99 wait", "ms");
    static final Metric P999_WAIT = Metric.less("p99.9 wait", "ms");
    static final List<Metric> METRICS = List.of(P99, P999, P99_WAIT, P999_WAIT);

    private static final long SPIN_NANOS = TimeUnit.MICROSECONDS.toNanos(120);
    private static final long POLL_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Mix mix;
    private final int together;
    private final Contender contender;
    private final Completions completions;
    /** The same in every contender's same round. */
    private long seed;

    /** @param together jobs that are sent as one when the last of them is due, 1 for single ones */
    TailPlayer(Mix mix, int together, Contender contender, Completions completions) {
        this.mix = mix;
        this.together = together;
        this.contender = contender;
        this.completions = completions;
    }

    @Override
    public void prepare() {
        seed++;
        contender.wake();
    }

    @Override
    public Reading play(long nanos) {
        int jobs = (int) Math.max(together, mix.rate() * nanos / 1e9 / together) * together;
        Diary diary = new Diary(mix.services(jobs, seed), completions, System::nanoTime);
        long[] arrivals = mix.arrivals(jobs, seed);
        long count = completions.sum() + jobs;
        long checksum = completions.checksum() + diary.checksum();
        long begin = System.nanoTime();
        for (int first = 0; first < jobs; first += together) {
            awaitTime(begin + arrivals[first + together - 1]);
            send(diary, first);
        }
        verify(count, checksum);
        return reading(diary);
    }

    private void send(Diary diary, int first) {
        contender.awaitRoom(together);
        if (together == 1) {
            Runnable job = diary.job(first);
            diary.submit(first);
            contender.execute(job);
            return;
        }
        Runnable[] batch = new Runnable[together];
        for (int i = 0; i < together; i++) {
            batch[i] = diary.job(first + i);
        }
        for (int i = 0; i < together; i++) {
            diary.submit(first + i);
        }
        contender.executeTogether(batch);
    }

    private static void awaitTime(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            if (left > SPIN_NANOS) {
                LockSupport.parkNanos(left - SPIN_NANOS);
            } else {
                Thread.onSpinWait();
            }
        }
    }

    private void verify(long count, long checksum) {
        long begin = System.nanoTime();
        while (completions.sum() < count) {
            LockSupport.parkNanos(POLL_NANOS);
            if (System.nanoTime() - begin > PATIENCE_NANOS) {
                throw new UnverifiedException("lost " + (count - completions.sum()) + " jobs");
            }
        }
        if (completions.sum() != count || completions.checksum() != checksum) {
            throw new UnverifiedException("other jobs ended than were sent");
        }
    }

    private Reading reading(Diary diary) {
        long[] waits = diary.waits();
        long[] totals = diary.totals();
        long[] ideal = diary.idealTotals(mix.workers());
        return new Reading(
                diary.jobs(),
                Map.of(
                        P99.name(), at(totals, 0.99) / at(ideal, 0.99),
                        P999.name(), at(totals, 0.999) / at(ideal, 0.999),
                        P99_WAIT.name(), at(waits, 0.99) / 1e6,
                        P999_WAIT.name(), at(waits, 0.999) / 1e6));
    }

    private static double at(long[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, share * sorted.length)];
    }

    @Override
    public void settle() {
        contender.rest();
    }

    @Override
    public void close() {
        contender.close();
    }
}
