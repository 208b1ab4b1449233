package dev.millrace.pool.context;

/** A library that may be missing, known by one of its classes. */
enum Artifact {
    /** For log markers. */
    SLF4J("org.slf4j:slf4j-api", "org.slf4j.MDC"),
    /** For whatever is registered with Micrometer. */
    MICROMETER("io.micrometer:context-propagation", "io.micrometer.context.ContextSnapshotFactory"),
    /** For traces. */
    OPEN_TELEMETRY("io.opentelemetry:opentelemetry-api", "io.opentelemetry.context.Context");

    private final String coordinates;
    private final String type;

    Artifact(String coordinates, String type) {
        this.coordinates = coordinates;
        this.type = type;
    }

    /** Throws unless it is there, and says who needs it. */
    void require(String who) {
        try {
            Class.forName(type, false, Artifact.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError missing) {
            throw new IllegalStateException(
                    who + " needs " + coordinates + ", which is not on the class path: add it to your build", missing);
        }
    }
}
