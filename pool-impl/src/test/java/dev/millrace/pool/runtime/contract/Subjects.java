package dev.millrace.pool.runtime.contract;

import java.util.ServiceLoader;
import java.util.stream.Stream;

/** All subjects on the class path, the control first. */
final class Subjects {
    private static final int SEVERAL = 3;

    private Subjects() {}

    static Stream<Subject> all() {
        Stream<Subject> found = ServiceLoader.load(SubjectSource.class).stream()
                .flatMap(source -> source.get().subjects());
        return Stream.concat(Stream.of(new Control(1), new Control(SEVERAL)), found);
    }

    /** Those with one thread, in which order means something. */
    static Stream<Subject> alone() {
        return all().filter(subject -> subject.workers() == 1);
    }

    /** Those that have {@code close}. */
    static Stream<Subject> closeable() {
        return all().filter(Subject::closeable);
    }
}
