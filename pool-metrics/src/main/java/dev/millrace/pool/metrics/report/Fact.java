package dev.millrace.pool.metrics.report;

import static java.util.Objects.requireNonNull;

/**
 * Something about a run that its figures depend on.
 *
 * @param group under which heading, such as {@code Machine}
 * @param name what it is, unique in its group
 * @param value in words
 */
public record Fact(String group, String name, String value) {
    /** Refuses null. */
    public Fact {
        requireNonNull(group, "group");
        requireNonNull(name, "name");
        requireNonNull(value, "value");
    }

    boolean isAbout(Fact other) {
        return group.equals(other.group) && name.equals(other.name);
    }
}
