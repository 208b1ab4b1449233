package dev.millrace.pool.runtime.flow;

import dev.millrace.pool.Efficiency;
import dev.millrace.pool.FanResult;
import dev.millrace.pool.FanResults;
import dev.millrace.pool.runtime.fan.Results;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The results of a mapping, waited for and put in order. Immutable. */
final class Gathered<I, T> extends Results<I, T> {
    private final List<FanResult<I, T>> results;
    private final int firstFailed;
    private final Efficiency efficiency;

    private Gathered(List<FanResult<I, T>> results, int firstFailed, Efficiency efficiency) {
        this.results = results;
        this.firstFailed = firstFailed;
        this.efficiency = efficiency;
    }

    /** Waits for all results; an interrupt cancels what is left, and is kept. */
    static <I, T> FanResults<I, T> of(OpenFanIn<FanResult<I, T>> fan, boolean failsFast) {
        List<@Nullable FanResult<I, T>> all = new ArrayList<>();
        int first = -1;
        boolean interrupted = false;
        try {
            boolean more = true;
            while (more) {
                try {
                    FanResult<I, T> result = fan.take(Long.MAX_VALUE, false);
                    if (result == null) {
                        more = false;
                    } else {
                        put(all, result);
                        first = first < 0 && failsFast && !result.succeeded() ? result.index() : first;
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                    fan.course().stop(End.CANCELLED);
                }
            }
            return new Gathered<>(complete(all), first, fan.efficiency());
        } finally {
            fan.close();
            fan.course().source().release();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static <R> void put(List<@Nullable R> all, FanResult<?, ?> result) {
        while (all.size() <= result.index()) {
            all.add(null);
        }
        @SuppressWarnings("unchecked")
        R mine = (R) result;
        all.set(result.index(), mine);
    }

    /** An input that was read when the end had come has no result: then it is the last. */
    private static <R> List<R> complete(List<@Nullable R> all) {
        List<R> complete = new ArrayList<>(all.size());
        for (R result : all) {
            if (result != null) {
                complete.add(result);
            }
        }
        return complete;
    }

    @Override
    public int size() {
        return results.size();
    }

    @Override
    public FanResult<I, T> get(int index) {
        return results.get(index);
    }

    @Override
    protected int firstFailed() {
        return firstFailed;
    }

    @Override
    protected boolean succeeded(int index) {
        return results.get(index).succeeded();
    }

    @Override
    protected @Nullable T value(int index) {
        return results.get(index).value();
    }

    @Override
    public Efficiency efficiency() {
        return efficiency;
    }
}
