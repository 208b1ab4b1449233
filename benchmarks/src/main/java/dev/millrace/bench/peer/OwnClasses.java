package dev.millrace.bench.peer;

import dev.millrace.bench.Contender;
import java.io.IOException;
import java.io.InputStream;

/**
 * Loads the EnhancedQueueExecutor once more, apart from the other: whether its queue has a bound is a system property that it reads
 * when its class is loaded, and both kinds are to take turns in one process.
 */
final class OwnClasses extends ClassLoader {
    private static final String UNLIMITED = "jboss.threads.eqe.unlimited-queue";
    private static final String LIBRARY = "org.jboss.threads.";
    private static final String CONTENDER = EnhancedQueueContender.class.getName();

    private OwnClasses() {
        super(OwnClasses.class.getClassLoader());
    }

    /** Starts the one without a bound. */
    static synchronized Contender unlimitedEnhancedQueue(Setting setting) {
        String before = System.setProperty(UNLIMITED, "true");
        try {
            return (Contender) new OwnClasses()
                    .loadClass(CONTENDER)
                    .getConstructor(Setting.class, Credits.class)
                    .newInstance(setting, new Credits(setting));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("EnhancedQueueExecutor cannot be loaded twice", e);
        } finally {
            if (before == null) {
                System.clearProperty(UNLIMITED);
            } else {
                System.setProperty(UNLIMITED, before);
            }
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(LIBRARY) && !name.startsWith(CONTENDER)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
