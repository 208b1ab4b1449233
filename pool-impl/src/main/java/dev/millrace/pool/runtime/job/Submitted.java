package dev.millrace.pool.runtime.job;

/** Finds the user's job inside what travels. */
public final class Submitted {
    private Submitted() {}

    /** The job as it was submitted. */
    public static Runnable of(Object element) {
        if (element instanceof Stamped stamped) {
            return of(stamped.job());
        }
        return element instanceof InContext wrapped ? wrapped.submitted() : (Runnable) element;
    }

    /** The user's object for which a submitted job stands; that is the job itself, unless it carries one. */
    public static Object carried(Object submitted) {
        return submitted instanceof Carrier carrier ? carrier.carried() : submitted;
    }

    /** Whether a job that is about to be run has its end already, and only tells it. */
    public static boolean isDecided(Object job) {
        return job instanceof Runnable && of(job) instanceof Carrier carrier && carrier.isDecided();
    }
}
