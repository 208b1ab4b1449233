package dev.millrace.pool.runtime.handle;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.Callable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** What a job wrote plainly is seen by who sees it done, and its value by who gets it. {@code effect, value}. */
@JCStressTest
@Outcome(id = "-1, -1", expect = ACCEPTABLE, desc = "not done yet")
@Outcome(id = "-1, 1", expect = ACCEPTABLE, desc = "done when the value was asked for")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "done, and all is seen")
@Outcome(id = "0, .*", expect = FORBIDDEN, desc = "done, and what it wrote is not seen")
@Outcome(id = ".*, 0", expect = FORBIDDEN, desc = "done, and its value is not seen")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "something else")
@State
public class HbRunToGet {
    private final CountedHome home = new CountedHome();
    private final Task<Value> task = new Task<>(home, (Callable<Value>) this::job);
    private int effect;

    private Value job() {
        effect = 1;
        Value value = new Value();
        value.content = 1;
        return value;
    }

    @Actor
    public void worker() {
        Runner self = Runner.enter(home, () -> false);
        self.outermost(task);
        if (task.begin(self)) {
            task.runBegun(completed -> {});
        }
        self.outermost(null);
        Runner.leave();
    }

    @Actor
    public void waiting(II_Result r) {
        r.r1 = task.isDone() ? effect : -1;
        r.r2 = task.isDone() && task.result() instanceof Value value ? value.content : -1;
    }

    private static final class Value {
        int content;
    }
}
