package dev.millrace.bench.open;

import dev.millrace.bench.Completions;
import dev.millrace.bench.Contender;
import dev.millrace.bench.UnverifiedException;
import dev.millrace.bench.limit.Spin;
import dev.millrace.bench.match.Metric;
import dev.millrace.bench.match.Player;
import dev.millrace.bench.match.Reading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Sends each job when it is due, or as soon after as the pool lets it; the lateness of either side is the job's. */
final class OpenPlayer implements Player {
    /** Shares of the jobs whose lateness is told. */
    static final List<Double> PERCENTS = List.of(50.0, 90.0, 99.0, 99.9, 99.99);
    /** 1 when the pool did not keep up: absent otherwise. */
    static final Metric SATURATED = Metric.less("saturated", "1=yes");

    private static final int CREDIT_BLOCK = 64;
    private static final double SATURATED_SHARE = 0.05;
    private static final long SATURATED_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Arrivals arrivals;
    private final double rate;
    private final Contender contender;
    private final Completions completions;
    private final Latenesses latenesses = new Latenesses();
    private final DueJob[] jobs;

    /** @param inFlight jobs that may be sent at once */
    OpenPlayer(double rate, boolean byChance, int inFlight, Contender contender, Completions completions) {
        this.rate = rate;
        this.arrivals = new Arrivals(rate, byChance, 42);
        this.contender = contender;
        this.completions = completions;
        this.jobs = new DueJob[inFlight];
        for (int i = 0; i < inFlight; i++) {
            jobs[i] = DueJob.of(i, latenesses, completions);
        }
    }

    /** Percentiles, the first first. */
    static List<Metric> metrics() {
        List<Metric> metrics = new ArrayList<>();
        PERCENTS.forEach(percent -> metrics.add(Metric.less(name(percent), "us")));
        metrics.add(SATURATED);
        return metrics;
    }

    /** Such as p99.9. */
    static String name(double percent) {
        return "p" + (percent == Math.rint(percent) ? Long.toString((long) percent) : Double.toString(percent));
    }

    @Override
    public void prepare() {
        contender.wake();
    }

    @Override
    public Reading play(long nanos) {
        long number = (long) (rate * nanos / 1e9);
        long count = completions.sum();
        long checksum = completions.checksum();
        latenesses.drain();
        long begin = System.nanoTime();
        send(number, begin);
        Spin.until(() -> completions.sum() - count >= number);
        long late = System.nanoTime() - begin - arrivals.dueNanos(number - 1);
        if (completions.sum() - count != number || completions.checksum() - checksum != checksum(number)) {
            throw new UnverifiedException("other jobs ended than were sent");
        }
        return reading(number, nanos, late, latenesses.drain());
    }

    private void send(long number, long begin) {
        int next = 0;
        for (long sent = 0; sent < number; sent++) {
            if (sent % CREDIT_BLOCK == 0) {
                contender.awaitRoom(CREDIT_BLOCK);
            }
            DueJob job = jobs[next];
            next = next + 1 == jobs.length ? 0 : next + 1;
            if (!job.isBack()) {
                Spin.until(job::isBack);
            }
            long due = begin + arrivals.dueNanos(sent);
            while (System.nanoTime() < due) {
                Thread.onSpinWait();
            }
            job.dueAt(due);
            contender.execute(job);
        }
    }

    private long checksum(long number) {
        long all = jobs.length;
        long rest = number % all;
        return number / all * (all * (all + 1) / 2) + rest * (rest + 1) / 2;
    }

    private static Reading reading(long number, long nanos, long late, Histogram histogram) {
        if (histogram.getTotalCount() != number) {
            throw new UnverifiedException("a job ran twice, another never");
        }
        Map<String, Double> scores = new HashMap<>();
        PERCENTS.forEach(percent -> scores.put(name(percent), histogram.getValueAtPercentile(percent) / 1e3));
        if (late > Math.max(SATURATED_NANOS, nanos * SATURATED_SHARE)) {
            scores.put(SATURATED.name(), 1.0);
        }
        return new Reading(number, scores);
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
