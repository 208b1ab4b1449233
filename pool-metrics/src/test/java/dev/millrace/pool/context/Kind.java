package dev.millrace.pool.context;

import io.micrometer.context.ContextRegistry;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.slf4j.MDC;

/** The kinds of context, each with a value of the current thread's that can be set, read and left behind. */
enum Kind {
    MDC_MARKERS(Contexts.mdc()) {
        @Override
        void set(String value) {
            MDC.put(NAME, value);
        }

        @Override
        String get() {
            return MDC.get(NAME);
        }

        @Override
        void clear() {
            MDC.clear();
        }
    },
    MICROMETER_LOCALS(Contexts.micrometer()) {
        @Override
        void set(String value) {
            LOCAL.set(value);
        }

        @Override
        String get() {
            return LOCAL.get();
        }

        @Override
        void clear() {
            LOCAL.remove();
        }
    },
    TRACE_CONTEXT(Contexts.openTelemetry()) {
        @Override
        void set(String value) {
            Context.current().with(KEY, value).makeCurrent();
        }

        @Override
        String get() {
            return Context.current().get(KEY);
        }

        @Override
        void clear() {
            Context.root().makeCurrent();
        }
    },
    TRACE_BAGGAGE(Contexts.openTelemetry()) {
        @Override
        void set(String value) {
            Baggage.current().toBuilder().put(NAME, value).build().makeCurrent();
        }

        @Override
        String get() {
            return Baggage.current().getEntryValue(NAME);
        }

        @Override
        void clear() {
            Context.root().makeCurrent();
        }
    },
    ALL(Contexts.all(Contexts.mdc(), Contexts.micrometer(), Contexts.openTelemetry())) {
        @Override
        void set(String value) {
            SINGLE.forEach(kind -> kind.set(value));
        }

        @Override
        String get() {
            List<String> values = SINGLE.stream()
                    .map(Kind::get)
                    .map(Objects::toString)
                    .distinct()
                    .toList();
            return values.size() > 1 ? "mixed " + values : MDC_MARKERS.get();
        }

        @Override
        void clear() {
            SINGLE.forEach(Kind::clear);
        }
    };

    private static final String NAME = "millrace.test";
    private static final ThreadLocal<String> LOCAL = new ThreadLocal<>();
    private static final ContextKey<String> KEY = ContextKey.named(NAME);
    private static final List<Kind> SINGLE = List.of(MDC_MARKERS, MICROMETER_LOCALS, TRACE_CONTEXT, TRACE_BAGGAGE);

    static {
        ContextRegistry.getInstance().registerThreadLocalAccessor(NAME, LOCAL);
    }

    private final UnaryOperator<Runnable> operator;

    Kind(UnaryOperator<Runnable> operator) {
        this.operator = operator;
    }

    UnaryOperator<Runnable> operator() {
        return operator;
    }

    /** For the current thread, until something else is; no scope is closed. */
    abstract void set(String value);

    /** Of the current thread, or null. */
    abstract String get();

    abstract void clear();

    /** Does something in a context of its own, and leaves the thread as if it had none. */
    void in(String value, Action action) throws Exception {
        set(value);
        try {
            action.run();
        } finally {
            clear();
        }
    }

    interface Action {
        void run() throws Exception;
    }
}
