package dev.millrace.bench.peer;

import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** Makes virtual threads where there are some: found by reflection, as this is compiled for 17. Calling it takes none. */
public final class VirtualThreads {
    private static final @Nullable ThreadFactory FACTORY = find();

    private VirtualThreads() {}

    /** Whether this JDK has them. */
    public static boolean exist() {
        return FACTORY != null;
    }

    /** What makes them. */
    public static ThreadFactory factory() {
        if (FACTORY == null) {
            throw new IllegalStateException("there are no virtual threads before JDK 21");
        }
        return FACTORY;
    }

    private static @Nullable ThreadFactory find() {
        if (Runtime.version().feature() < 21) {
            return null;
        }
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            return (ThreadFactory) Class.forName("java.lang.Thread$Builder")
                    .getMethod("factory")
                    .invoke(builder);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("virtual threads are not where they should be", e);
        }
    }
}
