package dev.millrace.pool.runtime.support;

import dev.millrace.pool.LatencyRecorder;
import dev.millrace.pool.LatencyRecorderProvider;
import dev.millrace.pool.PoolConfig;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.WorkerPoolBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** A latency recorder that counts, or fails where it is told to; found by pools that are built {@link #with} it, and by no other. */
public class StubRecorder implements LatencyRecorder {
    private static final AtomicReference<StubRecorder> NEXT = new AtomicReference<>();

    private final AtomicLong records = new AtomicLong();
    private final AtomicLong closed = new AtomicLong();

    /** Builds a pool that finds this recorder as it would find any other. */
    public WorkerPool with(WorkerPoolBuilder builder) {
        return whileBuilding(builder::build);
    }

    /** Builds a pool of any kind that finds this recorder. */
    public <P> P whileBuilding(Supplier<P> build) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        NEXT.set(this);
        thread.setContextClassLoader(new Loader(before));
        try {
            return build.get();
        } finally {
            thread.setContextClassLoader(before);
            NEXT.set(null);
        }
    }

    /** How many jobs were recorded. */
    public long records() {
        return records.get();
    }

    /** How many writers were closed. */
    public long closed() {
        return closed.get();
    }

    /** For a subclass that fails. */
    protected void onCreate() {}

    /** For a subclass that fails. */
    protected void onWriter() {}

    /** For a subclass that fails. */
    protected void onRecord() {}

    /** For a subclass that looks. */
    protected void onTimes(long waitNanos, long runNanos) {}

    /** For a subclass that fails. */
    protected void onClose() {}

    @Override
    public Writer writer(int worker) {
        onWriter();
        return new Writer() {
            @Override
            public void record(long waitNanos, long runNanos) {
                records.incrementAndGet();
                onRecord();
                onTimes(waitNanos, runNanos);
            }

            @Override
            public void close() {
                closed.incrementAndGet();
                onClose();
            }
        };
    }

    @Override
    public String summary() {
        return "stub " + records;
    }

    /** Instantiated by the service loader. */
    public static final class Provider implements LatencyRecorderProvider {
        /** For the service loader. */
        public Provider() {}

        @Override
        public LatencyRecorder create(PoolConfig config) {
            StubRecorder stub = NEXT.get();
            stub.onCreate();
            return stub;
        }
    }

    /** A class loader in which the provider is declared. */
    private static final class Loader extends ClassLoader {
        Loader(ClassLoader parent) {
            super(parent);
        }

        @Override
        protected Enumeration<URL> findResources(String name) throws IOException {
            return name.equals("META-INF/services/" + LatencyRecorderProvider.class.getName())
                    ? Collections.enumeration(Collections.singleton(declaration()))
                    : Collections.emptyEnumeration();
        }

        private static URL declaration() {
            try {
                Path file = Files.createTempFile("millrace-recorder", ".service");
                file.toFile().deleteOnExit();
                Files.writeString(file, Provider.class.getName());
                return file.toUri().toURL();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
