package dev.millrace.pool.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.BatchingSubmitter;
import dev.millrace.pool.Dispatch;
import dev.millrace.pool.FanIn;
import dev.millrace.pool.FanOut;
import dev.millrace.pool.FanResult;
import dev.millrace.pool.Handler;
import dev.millrace.pool.HandlerPool;
import dev.millrace.pool.HandlerPoolBuilder;
import dev.millrace.pool.JobGroup;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.KeyedExecutor;
import dev.millrace.pool.KeyedJobs;
import dev.millrace.pool.Mapper;
import dev.millrace.pool.PipelineBuilder;
import dev.millrace.pool.PoolExecutorService;
import dev.millrace.pool.Priority;
import dev.millrace.pool.Producer;
import dev.millrace.pool.Race;
import dev.millrace.pool.Series;
import dev.millrace.pool.SizingPolicy;
import dev.millrace.pool.Slo;
import dev.millrace.pool.StuckJobs;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.WorkerPoolBuilder;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.Jobs;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each public method, with null for each of its arguments in turn: one NullPointerException that names the argument, and nothing has changed. */
@Guarded
class NullArgumentsTest {
    /** The name of an argument, perhaps with the position in it. */
    private static final Pattern NAME = Pattern.compile("[a-zA-Z]+(\\[\\d+])?");

    /** Where null means something, or the JDK's own default method answers. */
    private static final Set<String> MAY_BE_NULL = Set.of(
            "WorkerPool.shadow 0", "PoolExecutorService.submit(Runnable, Object) 1", "FanIn.forEach 0", "FanIn.next 0");

    private final WorkerPool pool = WorkerPool.builder("nulls").workers(2).build();
    private final HandlerPool<String> handlers = HandlerPool.builder("null-jobs", String.class)
            .workers(1)
            .handler(() -> job -> {})
            .build();
    private final Map<Class<?>, Object> valid = new HashMap<>();
    private final List<String> wrong = new ArrayList<>();

    NullArgumentsTest() {
        valid.put(int.class, 1);
        valid.put(long.class, 1L);
        valid.put(double.class, 0.5);
        valid.put(boolean.class, true);
        valid.put(String.class, "x");
        valid.put(Object.class, "o");
        valid.put(Class.class, String.class);
        valid.put(Duration.class, Duration.ofMillis(10));
        valid.put(TimeUnit.class, TimeUnit.MILLISECONDS);
        valid.put(Runnable.class, Jobs.NOTHING);
        valid.put(Callable.class, (Callable<Integer>) () -> 1);
        valid.put(List.class, List.of());
        valid.put(Iterator.class, List.of("a").iterator());
        valid.put(Mapper.class, (Mapper<Object, Object>) input -> input);
        valid.put(Function.class, Function.identity());
        valid.put(Consumer.class, (Consumer<Object>) value -> {});
        valid.put(Supplier.class, (Supplier<Handler<Object>>) () -> job -> {});
        valid.put(CompletionStage.class, new CompletableFuture<>());
        valid.put(FanOut.class, FanOut.collectAll());
        valid.put(Race.class, Race.allAtOnce());
        valid.put(JobOptions.class, JobOptions.none());
        valid.put(Priority.class, Priority.NORMAL);
        valid.put(SizingPolicy.class, SizingPolicy.thresholds());
        valid.put(WhenFull.class, WhenFull.reject());
        valid.put(Dispatch.class, Dispatch.cooperative());
        valid.put(Slo[].class, new Slo[0]);
        valid.put(Series.class, Series.WAIT);
    }

    @AfterEach
    void close() {
        handlers.close();
        pool.close();
    }

    @Test
    void areNamedInTheErrorAndChangeNothing() throws Exception {
        probe(pool, WorkerPool.class);
        probe(pool.asExecutorService(), PoolExecutorService.class);
        probe(handlers, HandlerPool.class);
        try (BatchingSubmitter batching = pool.batching(4, Duration.ofMillis(1));
                JobGroup group = pool.group();
                FanIn<FanResult<Integer, Integer>> ready =
                        pool.mapAsCompleted(List.<Integer>of(), i -> i, FanOut.collectAll())) {
            assertThat(ready.next()).isEmpty();
            probe(batching, BatchingSubmitter.class);
            probe(group, JobGroup.class);
            probe(ready, FanIn.class);
        }
        probe(pool.keyed("k"), KeyedExecutor.class);
        probe(pool.keyed((String value) -> value, value -> {}), KeyedJobs.class);
        JobHandle<Integer> done = pool.submit(() -> 1);
        done.get();
        probe(done, JobHandle.class);
        probe(pool.pipeline(List.of(1)), PipelineBuilder.class);
        probe(WorkerPool.builder("b"), WorkerPoolBuilder.class);
        probe(HandlerPool.builder("b", String.class), HandlerPoolBuilder.class);
        probe(JobOptions.none(), JobOptions.class);
        probe(FanOut.collectAll(), FanOut.class);
        probe(Race.allAtOnce(), Race.class);
        probe(StuckJobs.OFF, StuckJobs.class);
        for (Class<?> api : List.of(
                WorkerPool.class,
                HandlerPool.class,
                JobOptions.class,
                Race.class,
                WhenFull.class,
                StuckJobs.class,
                Slo.class)) {
            probe(null, api);
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void areNamedInACollection() {
        PoolExecutorService view = pool.asExecutorService();
        element("jobs[1]", () -> pool.executeAll(Arrays.asList(Jobs.NOTHING, null)));
        element("inputs[1]", () -> pool.map(Arrays.asList(1, null), i -> i));
        element("inputs[0]", () -> first(Arrays.asList(null, 1)));
        element("producers[0]", () -> pool.fanIn(Arrays.asList((Producer<Integer>) null), FanOut.collectAll()));
        element("jobs[1]", () -> invokeAll(view, Arrays.asList(() -> 1, null)));
        element("jobs[0]", () -> invokeAny(view, Arrays.asList((Callable<Integer>) null)));
        element("jobs[1]", () -> handlers.offerAll(Arrays.asList("a", null)));
        assertThat(wrong).isEmpty();
    }

    private void first(List<Integer> inputs) {
        try {
            pool.first(inputs, i -> i);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void invokeAll(PoolExecutorService view, List<Callable<Integer>> jobs) {
        try {
            view.invokeAll(jobs);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void invokeAny(PoolExecutorService view, List<Callable<Integer>> jobs) {
        try {
            view.invokeAny(jobs);
        } catch (Exception e) {
            if (e instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw new AssertionError(e);
        }
    }

    private void element(String name, Runnable call) {
        String before = state();
        try {
            call.run();
            wrong.add(name + ": no exception");
        } catch (NullPointerException e) {
            if (!name.equals(e.getMessage())) {
                wrong.add(name + ": " + e.getMessage());
            }
        }
        if (!before.equals(state())) {
            wrong.add(name + " has changed: " + before + " to " + state());
        }
    }

    /** All public methods of an interface or class, static ones if there is no object. */
    private void probe(@Nullable Object on, Class<?> api) throws ReflectiveOperationException {
        for (Method method : api.getMethods()) {
            if (method.getDeclaringClass() != Object.class
                    && !method.isBridge()
                    && Modifier.isStatic(method.getModifiers()) == (on == null)
                    && !Set.of("equals", "compareTo").contains(method.getName())) {
                for (int i = 0; i < method.getParameterCount(); i++) {
                    probe(on, api, method, i);
                }
            }
        }
    }

    private void probe(@Nullable Object on, Class<?> api, Method method, int position)
            throws ReflectiveOperationException {
        Class<?>[] types = method.getParameterTypes();
        @Nullable Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            arguments[i] = i == position ? null : validFor(types[i], method.getGenericParameterTypes()[i].toString());
        }
        String name = api.getSimpleName() + "." + method.getName();
        boolean mayBe = MAY_BE_NULL.contains(name + " " + position)
                || MAY_BE_NULL.contains(name + "("
                        + String.join(
                                ", ", Stream.of(types).map(Class::getSimpleName).toList()) + ") " + position);
        if (types[position].isPrimitive() || mayBe) {
            return;
        }
        String what = name + Stream.of(types).map(Class::getSimpleName).toList() + " " + position;
        String before = state();
        try {
            method.setAccessible(true);
            wrong.add(what + ": no exception, but " + method.invoke(on, arguments));
        } catch (InvocationTargetException e) {
            Throwable thrown = e.getCause();
            if (!(thrown instanceof NullPointerException)
                    || thrown.getMessage() == null
                    || !NAME.matcher(thrown.getMessage()).matches()) {
                wrong.add(what + ": " + thrown);
            }
        }
        if (!before.equals(state())) {
            wrong.add(what + " has changed: " + before + " to " + state());
        }
    }

    private Object validFor(Class<?> type, String generic) {
        if (type == Stream.class) {
            return Stream.of("a");
        }
        if (type == Collection.class) {
            return generic.contains("Runnable")
                    ? List.of(Jobs.NOTHING)
                    : generic.contains("Callable") ? List.of((Callable<Integer>) () -> 1) : List.of("a");
        }
        Object known = valid.get(type);
        if (known == null) {
            throw new AssertionError("the test knows no valid " + type);
        }
        return known;
    }

    private String state() {
        return pool.stats().jobs() + " " + pool.stats().fans() + " "
                + pool.stats().workers().target() + " " + pool.decisions().size() + " "
                + handlers.workers().stats().jobs();
    }
}
