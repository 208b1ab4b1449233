package dev.millrace.bench.scale;

import java.util.List;
import java.util.Locale;

/** What there is more and more of; everything else stays as it is. */
enum Axis {
    /** Two have work to do, if that; the others sleep. */
    WORKERS("workers, of which most sleep", List.of(1, 2, 8, 32, 128, 512, 1_024)),
    /** Threads that submit, on as many processors as there are. */
    PRODUCERS("submitting threads", List.of(1, 2, 4, 8, 16, 32, 64)),
    /** Of the queue, which grows as it is filled. */
    CAPACITY("jobs that may wait", List.of(1, 16, 256, 4_096, 65_536, 1_048_576, 16_777_216)),
    /** Each with its own order. */
    KEYS("keys of jobs in order", List.of(1, 10, 100, 1_000, 10_000));

    private static final int WORKERS_ELSEWHERE = 2;
    private static final int CAPACITY_ELSEWHERE = 65_536;

    private final String meaning;
    private final List<Integer> points;

    Axis(String meaning, List<Integer> points) {
        this.meaning = meaning;
        this.points = points;
    }

    /** In results. */
    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** In words. */
    String meaning() {
        return meaning;
    }

    /** Where it is measured, up to a largest. */
    List<Integer> points(int most) {
        return points.stream().filter(point -> point <= most).toList();
    }

    /** The pool and its load at a point. */
    Shape shape(int point) {
        return switch (this) {
            case WORKERS -> new Shape(point, 1, CAPACITY_ELSEWHERE, 0);
            case PRODUCERS -> new Shape(WORKERS_ELSEWHERE, point, CAPACITY_ELSEWHERE, 0);
            case CAPACITY -> new Shape(WORKERS_ELSEWHERE, 1, point, 0);
            case KEYS -> new Shape(WORKERS_ELSEWHERE, 1, CAPACITY_ELSEWHERE, point);
        };
    }

    /**
     * A pool and its load.
     *
     * @param workers of the pool
     * @param producers that submit
     * @param capacity jobs that may wait; a pool asks for one a worker at least
     * @param keys of the jobs, 0 for none
     */
    record Shape(int workers, int producers, int capacity, int keys) {}
}
