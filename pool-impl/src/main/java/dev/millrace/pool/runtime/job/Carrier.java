package dev.millrace.pool.runtime.job;

/** A job that stands for an object of the user's, by which it is known. */
public interface Carrier {

    /** The user's object. */
    Object carried();

    /** Whether what became of it is known, so that running it only tells that. */
    boolean isDecided();
}
