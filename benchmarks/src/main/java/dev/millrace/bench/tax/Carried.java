package dev.millrace.bench.tax;

import io.micrometer.context.ContextRegistry;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import org.slf4j.MDC;

/** What the submitting thread has on, for variants that carry it: two log markers, two thread locals, one value of a trace context. */
final class Carried implements AutoCloseable {
    private static final String FIRST = "request";
    private static final String SECOND = "user";
    private static final ThreadLocal<String> ONE = new ThreadLocal<>();
    private static final ThreadLocal<String> TWO = new ThreadLocal<>();
    private static final ContextKey<String> KEY = ContextKey.named(FIRST);

    private final Scope scope;

    /** Puts all of it on. */
    @SuppressWarnings("MustBeClosedChecker") // by close()
    Carried() {
        ContextRegistry.getInstance().registerThreadLocalAccessor(FIRST, ONE).registerThreadLocalAccessor(SECOND, TWO);
        ONE.set("4711");
        TWO.set("alice");
        MDC.put(FIRST, "4711");
        MDC.put(SECOND, "alice");
        scope = Context.current().with(KEY, "4711").makeCurrent();
    }

    @Override
    public void close() {
        scope.close();
        MDC.remove(FIRST);
        MDC.remove(SECOND);
        ONE.remove();
        TWO.remove();
        ContextRegistry.getInstance().removeThreadLocalAccessor(FIRST);
        ContextRegistry.getInstance().removeThreadLocalAccessor(SECOND);
    }
}
