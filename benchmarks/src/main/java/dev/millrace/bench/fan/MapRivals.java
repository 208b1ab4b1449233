package dev.millrace.bench.fan;

import dev.millrace.pool.WorkerPool;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Ways to map a collection, in order, on so many workers. Those of later JDKs are found by reflection, as this is compiled for 17. */
final class MapRivals {
    private MapRivals() {}

    static Map<String, Supplier<Rival>> all(MapJob job, int workers) {
        Map<String, Supplier<Rival>> rivals = new LinkedHashMap<>();
        rivals.put("MILLRACE", () -> millrace(job, workers));
        rivals.put("PARALLEL_STREAM", () -> parallelStream(job, workers));
        rivals.put("INVOKE_ALL", () -> invokeAll(job, Executors.newFixedThreadPool(workers)));
        rivals.put("COMPLETABLE_FUTURES", () -> completableFutures(job, workers));
        Method perTask = method(Executors.class, "newVirtualThreadPerTaskExecutor");
        if (perTask != null) {
            rivals.put("VIRTUAL_THREADS", () -> invokeAll(job, (ExecutorService) call(perTask, null)));
        }
        Method mapConcurrent = mapConcurrent();
        Method gather = mapConcurrent == null ? null : method(Stream.class, "gather", mapConcurrent.getReturnType());
        if (mapConcurrent != null && gather != null) {
            rivals.put("MAP_CONCURRENT", () -> gatherer(job, mapConcurrent, gather, workers));
        }
        return rivals;
    }

    private static Rival millrace(MapJob job, int workers) {
        WorkerPool pool =
                WorkerPool.builder("fan").workers(workers).daemon(true).build();
        return rival(() -> job.check(pool.map(job.inputs(), job::apply).values()), pool::close);
    }

    /** On a pool of its own, so that the calling thread waits as that of the others does, and does not help. */
    private static Rival parallelStream(MapJob job, int workers) {
        ForkJoinPool pool = new ForkJoinPool(workers);
        return rival(
                () -> job.check(pool.submit(() ->
                                job.inputs().parallelStream().map(job::apply).toList())
                        .get()),
                pool::shutdownNow);
    }

    private static Rival invokeAll(MapJob job, ExecutorService executor) {
        return rival(
                () -> {
                    List<Callable<Integer>> calls = new ArrayList<>(job.inputs().size());
                    for (Integer input : job.inputs()) {
                        calls.add(() -> job.apply(input));
                    }
                    List<Integer> answers = new ArrayList<>(calls.size());
                    for (Future<Integer> answer : executor.invokeAll(calls)) {
                        answers.add(answer.get());
                    }
                    job.check(answers);
                },
                executor::shutdownNow);
    }

    private static Rival completableFutures(MapJob job, int workers) {
        ForkJoinPool pool = new ForkJoinPool(workers);
        return rival(
                () -> {
                    List<CompletableFuture<Integer>> futures =
                            new ArrayList<>(job.inputs().size());
                    for (Integer input : job.inputs()) {
                        futures.add(CompletableFuture.supplyAsync(() -> job.apply(input), pool));
                    }
                    CompletableFuture.allOf(futures.toArray(new CompletableFuture<?>[0]))
                            .join();
                    job.check(futures.stream().map(CompletableFuture::join).toList());
                },
                pool::shutdownNow);
    }

    private static Rival gatherer(MapJob job, Method mapConcurrent, Method gather, int workers) {
        Function<Integer, Integer> apply = job::apply;
        return rival(
                () -> {
                    Object gathered = call(gather, job.inputs().stream(), call(mapConcurrent, null, workers, apply));
                    List<Integer> answers = new ArrayList<>();
                    ((Stream<?>) gathered).forEachOrdered(answer -> answers.add((Integer) answer));
                    job.check(answers);
                },
                () -> {});
    }

    private static @Nullable Method mapConcurrent() {
        try {
            return method(Class.forName("java.util.stream.Gatherers"), "mapConcurrent", int.class, Function.class);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    private static @Nullable Method method(Class<?> type, String name, Class<?>... parameters) {
        try {
            return type.getMethod(name, parameters);
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    private static Object call(Method method, @Nullable Object target, Object... arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(method + " failed", e);
        }
    }

    /** What may throw. */
    interface Body {
        void run() throws Exception;
    }

    static Rival rival(Body round, Runnable close) {
        return new Rival() {
            @Override
            public void round() throws Exception {
                round.run();
            }

            @Override
            public void close() {
                close.run();
            }
        };
    }
}
