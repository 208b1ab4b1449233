package dev.millrace.pool.runtime.control;

/**
 * The size that is wanted and its bounds, always consistent with each other.
 *
 * @param min the least
 * @param target the one that is wanted
 * @param max the largest
 */
public record Size(int min, int target, int max) {

    /** Whether there is anything to decide. */
    boolean canChange() {
        return min < max;
    }

    Size within(int newMin, int newMax) {
        return new Size(newMin, clamp(target, newMin, newMax), newMax);
    }

    Size to(int newTarget) {
        return new Size(min, clamp(newTarget, min, max), max);
    }

    private static int clamp(int value, int least, int most) {
        return Math.max(least, Math.min(value, most));
    }
}
