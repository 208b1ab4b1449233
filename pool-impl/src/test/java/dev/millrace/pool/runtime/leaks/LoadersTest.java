package dev.millrace.pool.runtime.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.PoolListener;
import dev.millrace.pool.StuckJobs;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Scale;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** An application that is unloaded is collected, though the pool that it used lives on; and one that had a pool of its own, once that is closed. */
@Guarded
class LoadersTest {
    private static final int RELOADS = Scale.rounds(1_000);

    @Test
    void ofAThousandReloadsAreCollected() throws Exception {
        Forgotten gone = new Forgotten();
        try (WorkerPool pool = Mode.COOPERATIVE
                .pool("loaders", 2)
                .stuckJobs(StuckJobs.reportAfter(Duration.ofHours(1)))
                .listener(new PoolListener() {})
                .build()) {
            for (int reload = 0; reload < RELOADS; reload++) {
                application(gone).accept(pool);
            }
            Await.asleep(pool, 2);
            gone.assertCollected("a pool that lives on");
        }
    }

    /** The first that the pool sees: each thread that is started for it is started from its frames. */
    @InEveryMode
    void ofTheFirstApplicationIsCollected(Mode mode) throws Exception {
        Forgotten gone = new Forgotten();
        int least = mode.leastWorkers();
        try (WorkerPool pool =
                mode.pool("first", least).workers(least, least + 2).build()) {
            application(gone).accept(pool);
            Await.until(
                    () -> pool.stats().workers().sleeping()
                            == pool.stats().workers().live(),
                    pool::explain);
            gone.assertCollected("threads that were started while it was on the stack");
        }
    }

    @InEveryMode
    void ofAnApplicationThatResizesThePoolIsCollected(Mode mode) throws Exception {
        Forgotten gone = new Forgotten();
        int least = mode.leastWorkers();
        try (WorkerPool pool = mode.pool("resized", least).build()) {
            resizer(gone, least + 2).accept(pool);
            Await.asleep(pool, least + 2);
            gone.assertCollected("workers that it has hired");
        }
    }

    /** Context loader, inheritable thread locals and the frames of the thread that builds the pool. */
    @InEveryMode
    void ofAnApplicationThatHadAPoolOfItsOwnIsCollected(Mode mode) throws Exception {
        Forgotten gone = new Forgotten();
        useAPoolOfItsOwn(mode, gone);
        gone.assertCollected("a pool that was closed");
    }

    /** In a frame of its own, whose variables are gone when it is left. */
    private static void useAPoolOfItsOwn(Mode mode, Forgotten gone) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        InheritableThreadLocal<Object> local = new InheritableThreadLocal<>();
        Consumer<WorkerPool> application = application(gone);
        thread.setContextClassLoader(application.getClass().getClassLoader());
        local.set(gone.watch(new Object()));
        try (WorkerPool pool = mode.pool("own", mode.leastWorkers()).build()) {
            application.accept(pool);
        } finally {
            thread.setContextClassLoader(before);
            local.remove();
        }
    }

    /** What the thread that built a pool inherits to its children is not inherited by the pool's, which live on. */
    @InEveryMode
    void ofInheritableThreadLocalsAreCollected(Mode mode) {
        Forgotten gone = new Forgotten();
        InheritableThreadLocal<Object> local = new InheritableThreadLocal<>();
        local.set(gone.watch(new Object()));
        try (WorkerPool pool = mode.pool("locals", mode.leastWorkers()).build()) {
            pool.submit(() -> 1).outcome();
            local.remove();
            gone.assertCollected("threads of the pool");
        }
    }

    @SuppressWarnings("unchecked")
    private static Consumer<WorkerPool> application(Forgotten gone) throws Exception {
        Class<?> loaded = gone.watch(new Loader()).loadClass(Reload.class.getName());
        assertThat(loaded).isNotSameAs(Reload.class);
        return (Consumer<WorkerPool>) loaded.getConstructor().newInstance();
    }

    @SuppressWarnings("unchecked")
    private static Consumer<WorkerPool> resizer(Forgotten gone, int workers) throws Exception {
        Class<?> loaded = gone.watch(new Loader()).loadClass(Resizing.class.getName());
        return (Consumer<WorkerPool>) loaded.getConstructor(int.class).newInstance(workers);
    }

    /** Loads its own copies of the application's classes, and all else from the tests' loader. */
    private static final class Loader extends ClassLoader {
        private static final Map<String, byte[]> CLASSES = new HashMap<>();

        Loader() {
            super(LoadersTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(Reload.class.getName()) && !name.startsWith(Resizing.class.getName())) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                byte[] bytes = CLASSES.computeIfAbsent(name, Loader::read);
                return known != null ? known : defineClass(name, bytes, 0, bytes.length);
            }
        }

        private static byte[] read(String name) {
            try (InputStream in = LoadersTest.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
                return in.readAllBytes();
            } catch (IOException e) {
                throw new IllegalStateException(name, e);
            }
        }
    }

    /** An application that changes the pool's size. */
    public static final class Resizing implements Consumer<WorkerPool> {
        private final int workers;

        /** Made by reflection. */
        public Resizing(int workers) {
            this.workers = workers;
        }

        @Override
        public void accept(WorkerPool pool) {
            pool.resize(workers, workers);
        }
    }
}
