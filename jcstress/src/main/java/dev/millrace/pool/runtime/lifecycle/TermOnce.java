package dev.millrace.pool.runtime.lifecycle;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.WorkerPool;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Two threads close a pool: one of them brings it to its end, and who sees the report sees what the end did. {@code first drove, second drove, end as the other sees it}. */
@JCStressTest
@Outcome(id = "1, 0, (-1|1)", expect = ACCEPTABLE, desc = "the first drives")
@Outcome(id = "0, 1, (-1|1)", expect = ACCEPTABLE, desc = "the second drives")
@Outcome(id = "1, 1, .*", expect = FORBIDDEN, desc = "the end comes twice")
@Outcome(id = ".*, .*, 0", expect = FORBIDDEN, desc = "the report is seen, and what it reports is not")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "the end comes never")
@State
public class TermOnce {
    private static final DrainReport REPORT =
            WorkerPool.builder("jcstress").workers(1).build().close(Duration.ofSeconds(10));

    private final Wheel wheel = new Wheel();
    private int effect;

    @Actor
    public void closer(III_Result r) {
        r.r1 = drive(r);
    }

    @Actor
    public void otherCloser(III_Result r) {
        r.r2 = drive(r);
    }

    private int drive(III_Result r) {
        if (!wheel.take()) {
            r.r3 = wheel.report() == null ? -1 : effect;
            return 0;
        }
        wheel.hold();
        effect = 1;
        wheel.leave(REPORT);
        return 1;
    }
}
