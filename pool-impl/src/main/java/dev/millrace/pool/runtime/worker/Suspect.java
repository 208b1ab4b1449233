package dev.millrace.pool.runtime.worker;

import dev.millrace.pool.QuarantinedJob;
import dev.millrace.pool.QuarantinedJob.Death;
import dev.millrace.pool.runtime.explain.Names;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;

/** What a job has done to workers. Guarded by the monitor of {@link Quarantine}. Of many deaths the last {@value #SHOWN} are kept. */
final class Suspect {
    private static final int SHOWN = 16;

    private final String name;
    private final ArrayDeque<Death> last = new ArrayDeque<>();
    private int deaths;
    private long refused;

    Suspect(String name) {
        this.name = name;
    }

    static Death death(Thread worker, Throwable cause) {
        return new Death(Instant.now(), worker.getName(), Names.ofFailure(cause));
    }

    String name() {
        return name;
    }

    int deaths() {
        return deaths;
    }

    void add(Death death) {
        deaths++;
        if (last.size() == SHOWN) {
            last.removeFirst();
        }
        last.addLast(death);
    }

    void refuse() {
        refused++;
    }

    QuarantinedJob report() {
        return new QuarantinedJob(name, List.copyOf(last), refused);
    }

    /** Its history, for an error. */
    @Override
    public String toString() {
        Death death = last.getLast();
        return "it has killed " + deaths + (deaths == 1 ? " worker" : " workers, the last one") + " at " + death.at()
                + ", " + death.worker() + ", by " + death.cause();
    }
}
