package dev.millrace.pool.runtime.worker;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Forgets all thread locals of a thread, as {@code ForkJoinPool} does for its innocuous threads: by the two fields of {@link Thread} that hold them. */
public final class ThreadLocals {
    private final VarHandle locals;
    private final VarHandle inheritable;

    private ThreadLocals(VarHandle locals, VarHandle inheritable) {
        this.locals = locals;
        this.inheritable = inheritable;
    }

    /**
     * Gets at the fields.
     *
     * @throws IllegalStateException if the JVM does not let this module: names the flag to add
     */
    public static ThreadLocals open(String pool) {
        try {
            MethodHandles.Lookup thread = MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup());
            Class<?> map = Class.forName("java.lang.ThreadLocal$ThreadLocalMap");
            return new ThreadLocals(
                    thread.findVarHandle(Thread.class, "threadLocals", map),
                    thread.findVarHandle(Thread.class, "inheritableThreadLocals", map));
        } catch (ReflectiveOperationException | RuntimeException e) {
            Module here = ThreadLocals.class.getModule();
            throw new IllegalStateException(
                    "pool '" + pool + "': resetThreadLocals(true) needs the JVM flag --add-opens java.base/java.lang="
                            + (here.isNamed() ? here.getName() : "ALL-UNNAMED"),
                    e);
        }
    }

    /** Forgets those of the current thread. */
    void forget() {
        Thread current = Thread.currentThread();
        locals.set(current, null);
        inheritable.set(current, null);
    }
}
