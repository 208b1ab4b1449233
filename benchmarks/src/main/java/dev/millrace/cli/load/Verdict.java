package dev.millrace.cli.load;

import static dev.millrace.tool.Format.text;

import dev.millrace.pool.PoolStats;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether each accepted job ran once and did its work. The pool's own figures are believed only as far as they agree with the
 * generator's count, the ledger and the checksum, none of which the pool touches.
 *
 * @param jobs the pool's figures after its end
 * @param sent jobs that the pool accepted, as the generator counted them
 * @param audit what the ledger found
 * @param checksumsAgree whether the jobs' combined checksum equals the one computed by one thread
 */
record Verdict(PoolStats.Jobs jobs, int sent, Ledger.Audit audit, boolean checksumsAgree) {

    boolean verified() {
        return problems().isEmpty();
    }

    /** Verified, and no job failed. */
    boolean good() {
        return verified() && jobs.failed() == 0;
    }

    /** What does not add up, as sentences. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (audit.lost() > 0) {
            problems.add(text("%,d accepted jobs were neither run nor handed back", audit.lost()));
        }
        if (audit.duplicated() > 0) {
            problems.add(text("%,d jobs were run or handed back more than once", audit.duplicated()));
        }
        if (audit.strays() > 0) {
            problems.add(text("%,d jobs ran that were never accepted", audit.strays()));
        }
        if (!checksumsAgree) {
            problems.add("the combined checksum of the jobs differs from the sequential one");
        }
        if (jobs.accepted() + jobs.callerRan() != sent) {
            problems.add(text(
                    "the pool counts %,d jobs accepted and %,d run by the caller, the generator %,d",
                    jobs.accepted(), jobs.callerRan(), sent));
        }
        if (jobs.ended() != jobs.accepted()) {
            problems.add(text("the pool counts %,d jobs accepted but %,d ended", jobs.accepted(), jobs.ended()));
        }
        return problems;
    }

    /** The accounting line. */
    String line() {
        return text(
                "accepted=%d completed=%d failed=%d cancelled=%d expired=%d dropped=%d rejected=%d callerRan=%d returned=%d"
                        + " lost=%d duplicated=%d verified=%b",
                jobs.accepted(),
                jobs.completed(),
                jobs.failed(),
                jobs.cancelled(),
                jobs.expired(),
                jobs.dropped(),
                jobs.rejected(),
                jobs.callerRan(),
                jobs.handedBack(),
                audit.lost(),
                audit.duplicated(),
                verified());
    }
}
