package dev.millrace.pool.runtime.support;

import java.lang.reflect.Proxy;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What the pools warn of while this is open, instead of in the output. By reflection, as {@link QuietLog}. */
public final class Warnings implements AutoCloseable {
    private final Queue<String> messages = new ConcurrentLinkedQueue<>();
    private final Object logger;
    private final Class<?> filter;
    private final Object before;

    private Warnings() throws ReflectiveOperationException {
        logger = Class.forName("java.util.logging.Logger")
                .getMethod("getLogger", String.class)
                .invoke(null, "dev.millrace.pool");
        filter = Class.forName("java.util.logging.Filter");
        before = logger.getClass().getMethod("getLevel").invoke(logger);
        setFilter(Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {filter}, (proxy, method, args) -> {
                    if (method.getName().equals("isLoggable")) {
                        messages.add(String.valueOf(
                                args[0].getClass().getMethod("getMessage").invoke(args[0])));
                        return false;
                    }
                    return method.getName().equals("hashCode") ? (Object) 1 : proxy == args[0];
                }));
        setLevel(Class.forName("java.util.logging.Level").getField("WARNING").get(null));
    }

    /** Begins to listen. */
    public static Warnings listen() {
        try {
            return new Warnings();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no log", e);
        }
    }

    /** Whether one of them contains a text. */
    public boolean contain(String text) {
        return messages.stream().anyMatch(message -> message.contains(text));
    }

    @Override
    public String toString() {
        return "warnings: " + messages;
    }

    private void setFilter(Object value) throws ReflectiveOperationException {
        logger.getClass().getMethod("setFilter", filter).invoke(logger, value);
    }

    private void setLevel(Object value) throws ReflectiveOperationException {
        logger.getClass()
                .getMethod("setLevel", Class.forName("java.util.logging.Level"))
                .invoke(logger, value);
    }

    @Override
    public void close() {
        try {
            setFilter(null);
            setLevel(before);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no log", e);
        }
    }
}
