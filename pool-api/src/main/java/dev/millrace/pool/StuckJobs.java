package dev.millrace.pool;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a pool does about jobs that run too long. A job is watched from its start on the outermost level of a worker, by looks from time to time: its age is known to about an eighth of {@code after}, and never too large.
 *
 * @param after the age at which a job is stuck, and reported once; null to watch nobody
 * @param interruptAfter the age at which it is interrupted, once; null for never
 * @param spares how many spare workers at most stand in for stuck ones, beyond the pool's largest size
 */
public record StuckJobs(@Nullable Duration after, @Nullable Duration interruptAfter, int spares) {
    /** Nobody is watched. */
    public static final StuckJobs OFF = new StuckJobs(null, null, 0);

    static final StuckJobs DEFAULT = reportAfter(Duration.ofMinutes(1));

    /**
     * Reports jobs that run as long as this, and does nothing else.
     *
     * @param age at least 1 ms
     */
    public static StuckJobs reportAfter(Duration age) {
        return new StuckJobs(requireNonNull(age, "age"), null, 0);
    }

    /**
     * Also interrupts them.
     *
     * @param age at least the one at which they are reported
     */
    public StuckJobs interruptAfter(Duration age) {
        return new StuckJobs(after, requireNonNull(age, "age"), spares);
    }

    /**
     * Also has spare workers stand in for them.
     *
     * @param most how many; they come on top of the pool's largest size, and with it are 32,767 at most
     */
    public StuckJobs spares(int most) {
        return new StuckJobs(after, interruptAfter, most);
    }
}
