package dev.millrace.pool.context;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.BatchingSubmitter;
import dev.millrace.pool.FanOut;
import dev.millrace.pool.FanResult;
import dev.millrace.pool.HandlerPool;
import dev.millrace.pool.JobGroup;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.WorkerPoolBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever runs a job, and wherever: it has the markers, thread locals and trace of the thread that submitted it. */
@Timeout(60)
class ContextsTest {
    private static final List<Integer> NUMBERS = IntStream.range(0, 300).boxed().toList();

    private final Queue<String> seen = new ConcurrentLinkedQueue<>();

    private static WorkerPoolBuilder builder(Kind kind, int workers) {
        return WorkerPool.builder("contexts")
                .workers(workers)
                .uncaughtHandler((thread, failure) -> {})
                .closeDeadline(Duration.ofSeconds(20))
                .contextPropagation(kind.operator());
    }

    private Runnable look(Kind kind) {
        return () -> seen.add(String.valueOf(kind.get()));
    }

    private static Callable<String> tell(Kind kind) {
        return () -> String.valueOf(kind.get());
    }

    @AfterEach
    void clear() {
        Stream.of(Kind.values()).forEach(Kind::clear);
    }

    // ---- the ways in

    @ParameterizedTest
    @EnumSource
    void areTheSubmittersByEveryWayIn(Kind kind) throws Exception {
        JobOptions options = JobOptions.startWithin(Duration.ofHours(1)).runWithin(Duration.ofHours(1));
        try (WorkerPool pool = builder(kind, 2).build();
                BatchingSubmitter batching = pool.batching(3, Duration.ofSeconds(1))) {
            kind.in("mine", () -> {
                pool.execute(look(kind));
                assertThat(pool.tryExecute(look(kind))).isTrue();
                pool.executeAll(List.of(look(kind), look(kind)));
                assertThat(pool.tryExecuteAll(List.of(look(kind), look(kind)))).isTrue();
                batching.add(look(kind));
                JobHandle<String> batched = batching.submit(tell(kind));
                batching.flush();
                assertThat(batched.get()).isEqualTo("mine");
                assertThat(pool.submit(tell(kind)).get()).isEqualTo("mine");
                assertThat(pool.submit(tell(kind), options).get()).isEqualTo("mine");
                assertThat(pool.trySubmit(tell(kind)).orElseThrow().get()).isEqualTo("mine");
                pool.submit(look(kind)).get();
                pool.submit(look(kind), options).get();
                assertThat(CompletableFuture.supplyAsync(() -> kind.get(), pool.asExecutorService())
                                .get(1, MINUTES))
                        .isEqualTo("mine");
            });
        }
        assertThat(seen).hasSize(9).containsOnly("mine");
        assertThat(kind.get()).isNull();
    }

    /** The submitter has gone on to something else, and a batch is sent by whoever comes when it is full. */
    @ParameterizedTest
    @EnumSource
    void areThoseOfTheSubmitNotOfTheSend(Kind kind) throws Exception {
        try (WorkerPool pool = builder(kind, 1).build();
                BatchingSubmitter batching = pool.batching(3, Duration.ofSeconds(1))) {
            for (String value : List.of("first", "second", "third")) {
                kind.in(value, () -> batching.add(look(kind)));
            }
            try (Hold held = new Hold(1)) {
                pool.execute(held);
                kind.in("before", () -> pool.execute(look(kind)));
                kind.set("after");
            }
        }
        assertThat(seen).containsExactly("first", "second", "third", "before");
        assertThat(kind.get()).isEqualTo("after");
    }

    @ParameterizedTest
    @EnumSource
    void areNoneWhereTheSubmitterHasNone(Kind kind) throws Exception {
        try (WorkerPool pool = builder(kind, 1)
                .threadFactory(body -> new Thread(() -> {
                    kind.set("the worker's own");
                    body.run();
                }))
                .build()) {
            assertThat(pool.submit(tell(kind)).get()).isEqualTo("null");
            pool.execute(look(kind));
            assertThat(pool.map(List.of(1, 2), number -> String.valueOf(kind.get()))
                            .values())
                    .containsOnly("null");
        }
        assertThat(seen).containsExactly("null");
    }

    // ---- who runs them

    /** All but one worker get what they run from the one that is stuck. */
    @ParameterizedTest
    @EnumSource
    void goWithWhatIsStolen(Kind kind) throws Exception {
        try (WorkerPool pool = builder(kind, 2).build();
                Hold stuck = new Hold(1)) {
            try (Hold start = Hold.all(pool, 2)) {
                kind.in(
                        "the batch's",
                        () -> pool.executeAll(Stream.concat(
                                        Stream.of(stuck),
                                        Stream.generate(() -> look(kind)).limit(100))
                                .toList()));
                kind.in("the handles'", () -> {
                    for (int i = 0; i < 100; i++) {
                        JobHandle<String> handle = pool.submit(tell(kind));
                        handle.onCompletion(outcome -> seen.add(outcome.toString()));
                    }
                });
            }
            stuck.awaitEntered();
            Awaitility.await().until(() -> seen.size() == 200);
            assertThat(pool.stats().flow().stolenJobs()).isPositive();
        }
        assertThat(seen).filteredOn("the batch's"::equals).hasSize(100);
        assertThat(seen).filteredOn(value -> value.contains("the handles'")).hasSize(100);
    }

    @ParameterizedTest
    @EnumSource
    void goWithJobsOfAKey(Kind kind) throws Exception {
        try (WorkerPool pool = builder(kind, 2).build()) {
            for (int i = 0; i < 100; i++) {
                String value = "of " + i % 3;
                kind.in(value, () -> pool.keyed("key").execute(look(kind)));
                kind.in(
                        value,
                        () -> pool.keyed(value.hashCode())
                                .submit(() -> kind.get())
                                .onCompletion(outcome -> {}));
            }
            kind.in(
                    "the handle's",
                    () -> assertThat(pool.keyed("key").submit(tell(kind)).get()).isEqualTo("the handle's"));
        }
        assertThat(seen)
                .containsExactlyElementsOf(
                        IntStream.range(0, 100).mapToObj(i -> "of " + i % 3).toList());
    }

    @ParameterizedTest
    @EnumSource
    void goWithJobsThatTheirSubmitterRuns(Kind kind) throws Exception {
        try (WorkerPool pool = builder(kind, 1)
                        .queueCapacity(1)
                        .whenFull(WhenFull.callerRuns())
                        .build();
                Hold held = Hold.all(pool, 1)) {
            pool.execute(() -> {});
            kind.in("caller", () -> {
                pool.execute(() -> {
                    look(kind).run();
                    kind.set("left behind");
                });
                assertThat(kind.get()).as("of the caller, afterwards").isEqualTo("caller");
                assertThat(pool.submit(tell(kind)).get()).isEqualTo("caller");
            });
            assertThat(pool.stats().jobs().callerRan()).isEqualTo(2);
            held.close();
        }
        assertThat(seen).containsExactly("caller");
    }

    /** A worker submits: what it runs in place since it waits for it, and what it runs since its pool is full. */
    @ParameterizedTest
    @EnumSource
    void goWithJobsInsideAnotherJob(Kind kind) throws Exception {
        try (WorkerPool pool = builder(kind, 1).queueCapacity(1).build()) {
            JobHandle<String> outer = pool.submit(() -> {
                kind.set("the job's");
                JobHandle<String> helped = pool.submit(tell(kind));
                kind.set("the job's second");
                pool.execute(() -> {
                    look(kind).run();
                    kind.set("left behind");
                });
                assertThat(pool.submit(tell(kind)).get()).isEqualTo("the job's second");
                assertThat(kind.get()).isEqualTo("the job's second");
                return helped.get();
            });
            assertThat(outer.get()).isEqualTo("the job's");
            assertThat(pool.stats().jobs().callerRan()).isEqualTo(2);
            assertThat(pool.submit(tell(kind)).get()).isEqualTo("null");
        }
        assertThat(seen).containsExactly("the job's second");
    }

    // ---- fan-outs, outside and inside a job

    @ParameterizedTest
    @EnumSource
    void goWithEveryInputOfAFanOut(Kind kind) throws Exception {
        try (WorkerPool pool = builder(kind, 2).build()) {
            kind.in("outside", () -> allFanOuts(kind, pool, "outside"));
            pool.submit(() -> {
                        kind.set("inside");
                        allFanOuts(kind, pool, "inside");
                        return null;
                    })
                    .get();
        }
    }

    private static void allFanOuts(Kind kind, WorkerPool pool, String value) throws Exception {
        FanOut timed = FanOut.collectAll().each(JobOptions.none().runWithin(Duration.ofMinutes(1)));
        assertThat(pool.map(NUMBERS, number -> leaving(kind)).values())
                .hasSize(300)
                .containsOnly(value);
        assertThat(pool.map(NUMBERS, number -> leaving(kind), timed).values()).containsOnly(value);
        assertThat(pool.first(NUMBERS, number -> leaving(kind)).value()).isEqualTo(value);
        try (var fan = pool.mapAsCompleted(NUMBERS.iterator(), number -> leaving(kind), FanOut.collectAll())) {
            List<String> values = new ArrayList<>();
            fan.forEach(row -> values.add(row.value()));
            assertThat(values).hasSize(300).containsOnly(value);
        }
        try (var fan = pool.<String>fanIn(
                List.of(out -> out.emit(leaving(kind)), out -> out.emit(leaving(kind))), FanOut.collectAll())) {
            List<String> values = new ArrayList<>();
            fan.forEach(values::add);
            assertThat(values).hasSize(2).containsOnly(value);
        }
        try (var pipeline = pool.pipeline(NUMBERS)
                .stage("first", 2, number -> leaving(kind))
                .stage("second", 2, 1, before -> before + leaving(kind))
                .open()) {
            List<String> values = new ArrayList<>();
            pipeline.forEach(values::add);
            assertThat(values).hasSize(300).containsOnly(value + value);
        }
        List<JobHandle<String>> forked = new ArrayList<>();
        try (JobGroup group = pool.group()) {
            NUMBERS.forEach(number -> forked.add(group.fork(() -> leaving(kind))));
            group.join();
        }
        assertThat(forked).extracting(JobHandle::get).containsOnly(value);
        assertThat(kind.get()).isEqualTo(value);
    }

    /** What it sees, and then something that it leaves behind. */
    private static String leaving(Kind kind) {
        String value = String.valueOf(kind.get());
        kind.set("left behind");
        return value;
    }

    @ParameterizedTest
    @EnumSource
    void goWithInputsThatFail(Kind kind) throws Exception {
        try (WorkerPool pool = builder(kind, 2).build()) {
            kind.in("mine", () -> {
                for (FanResult<Integer, Object> row : pool.map(
                        NUMBERS,
                        number -> {
                            throw new IllegalStateException(leaving(kind));
                        },
                        FanOut.collectAll())) {
                    assertThat(row.failure()).hasMessage("mine");
                }
            });
        }
    }

    // ---- handlers

    @ParameterizedTest
    @EnumSource
    void goWithObjectsForAHandler(Kind kind) throws Exception {
        try (HandlerPool<String> pool = HandlerPool.builder("handlers", String.class)
                .workers(2)
                .pool(below -> below.contextPropagation(kind.operator()))
                .handler(() -> job -> seen.add(job + " " + leaving(kind)))
                .build()) {
            for (int i = 0; i < 100; i++) {
                String value = "of " + i % 5;
                kind.in(value, () -> pool.offer(value));
            }
            kind.in("of all", () -> pool.offerAll(List.of("of all", "of all")));
            kind.in("of one", () -> pool.submit("of one").get());
        }
        assertThat(seen).hasSize(103).allSatisfy(both -> {
            int half = both.length() / 2;
            assertThat(both.substring(0, half)).isEqualTo(both.substring(half + 1));
        });
    }

    /** One call has jobs of several submitters, so it can have the context of none. */
    @ParameterizedTest
    @EnumSource
    void doNotGoIntoACallForSeveralObjects(Kind kind) throws Exception {
        try (HandlerPool<String> pool = HandlerPool.builder("handlers", String.class)
                .workers(1)
                .pool(below -> below.contextPropagation(kind.operator()))
                .batchHandler(10, () -> (jobs, outcomes) -> seen.add(String.valueOf(kind.get())))
                .build()) {
            kind.in("mine", () -> pool.offerAll(List.of("a", "b", "c")));
        }
        assertThat(seen).isNotEmpty().containsOnly("null");
    }

    // ---- many at once

    /** Every job has a context of its own and leaves another one behind; none sees anything but its own. */
    @ParameterizedTest
    @EnumSource
    void areNeverThoseOfAnotherJob(Kind kind) throws Exception {
        int perThread = 2_000;
        Queue<String> wrong = new ConcurrentLinkedQueue<>();
        try (WorkerPool pool = builder(kind, 3).queueCapacity(64).build()) {
            List<Thread> threads = IntStream.range(0, 3)
                    .mapToObj(thread -> new Thread(() -> {
                        for (int i = 0; i < perThread; i++) {
                            submitOne(kind, pool, thread + "-" + i, i, wrong);
                        }
                    }))
                    .toList();
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join(60_000);
                assertThat(thread.isAlive()).isFalse();
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(seen).hasSize(3 * perThread);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the job tells
    private void submitOne(Kind kind, WorkerPool pool, String value, int i, Queue<String> wrong) {
        Runnable job = () -> {
            String found = leaving(kind);
            seen.add(found);
            if (!value.equals(found)) {
                wrong.add(value + " found " + found);
            }
        };
        kind.set(value);
        switch (i % 4) {
            case 0 -> pool.execute(job);
            case 1 -> pool.submit(job);
            case 2 -> pool.keyed(i % 101).execute(job);
            default -> pool.executeAll(Arrays.asList(job));
        }
        if (!value.equals(kind.get())) {
            wrong.add("the submitter of " + value + " is left with " + kind.get());
        }
    }
}
