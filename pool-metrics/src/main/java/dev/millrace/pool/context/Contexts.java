package dev.millrace.pool.context;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Values for {@link dev.millrace.pool.WorkerPoolBuilder#contextPropagation}: each takes the context of the thread that submits a job, puts it on around the job, whoever runs it, and then puts back what that thread had before, whatever the job
 * did to it. What is taken is taken once, at the submit, and neither changed nor locked afterwards, so one wrapped job may be run several times and on several threads. All are thread-safe and may be used for many pools.
 *
 * <p>Each asks for a library that {@code pool-metrics} does not bring; where it is missing the method says which artifact to add, and nothing else is touched.
 */
public final class Contexts {
    private Contexts() {}

    /**
     * The map of SLF4J's {@code MDC}, as it is at the submit. Its stacks ({@code MDC.pushByKey}) are not part of that map and stay behind.
     *
     * @throws IllegalStateException if {@code org.slf4j:slf4j-api} is missing
     */
    public static UnaryOperator<Runnable> mdc() {
        Artifact.SLF4J.require("Contexts.mdc()");
        return MdcContext::wrap;
    }

    /**
     * All thread locals that are registered with Micrometer's global {@code ContextRegistry} when a job is submitted; those that its submitter has not set are cleared while it runs. For a registry of your own write {@code
     * job -> factory.captureAll().wrap(job)}, with a factory that clears what is missing.
     *
     * @throws IllegalStateException if {@code io.micrometer:context-propagation} is missing
     */
    public static UnaryOperator<Runnable> micrometer() {
        Artifact.MICROMETER.require("Contexts.micrometer()");
        return MicrometerContext.operator();
    }

    /**
     * OpenTelemetry's current {@code Context}, with its span and baggage. A scope that a job opens and does not close ends with the job.
     *
     * @throws IllegalStateException if {@code io.opentelemetry:opentelemetry-api} is missing
     */
    public static UnaryOperator<Runnable> openTelemetry() {
        Artifact.OPEN_TELEMETRY.require("Contexts.openTelemetry()");
        return OpenTelemetryContext::wrap;
    }

    /**
     * Several as one: the first is put on first and taken off last.
     *
     * @throws NullPointerException if one of them is null, or gives null for a job; that names which
     * @throws IllegalArgumentException if there is none
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public static UnaryOperator<Runnable> all(UnaryOperator<Runnable>... contexts) {
        requireNonNull(contexts, "contexts");
        for (int i = 0; i < contexts.length; i++) {
            requireNonNull(contexts[i], "contexts[" + i + "]");
        }
        if (contexts.length == 0) {
            throw new IllegalArgumentException("contexts must be one or more, were none");
        }
        return new AllContexts(List.of(contexts));
    }
}
