package dev.millrace.pool.runtime.contract;

import java.util.stream.Stream;

/** Gives subjects; found by the {@link java.util.ServiceLoader}. */
public interface SubjectSource {

    /** Those with one thread first. */
    Stream<? extends Subject> subjects();
}
