package dev.millrace.pool.runtime.fan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.FanOut;
import dev.millrace.pool.FanResults;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.runtime.handle.Home;
import dev.millrace.pool.runtime.handle.Task;
import dev.millrace.pool.runtime.support.Guarded;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Turns of a mapping that are lost, or cannot be had, in the moment in which others rely on them. The pool is played by the test. */
@Guarded
@Timeout(20)
class LostTurnTest {
    private static final Object[] INPUTS = {1, 2, 3, 4, 5, 6, 7, 8};

    private final List<Task<Void>> turns = new ArrayList<>();
    private boolean othersWait;

    @Test
    void shouldEndWhenTheOnlyTurnIsHandedBackWhileNoOtherCanBeHad() {
        FanResults<Integer, Integer> results = map(() -> {
            assertThat(turns.get(0).tryReturn()).isNotNull();
            turns.get(0).handBack();
            return false;
        });

        assertThat(results)
                .hasSize(INPUTS.length)
                .allSatisfy(result -> assertThat(result.outcome()).isInstanceOf(Outcome.HandedBack.class));
    }

    @Test
    void shouldEndWhenTheOnlyTurnIsDroppedWhileNoOtherCanBeHad() {
        FanResults<Integer, Integer> results = map(() -> {
            assertThat(turns.get(0).tryDrop()).isTrue();
            return false;
        });

        assertThat(results).allSatisfy(result -> assertThat(result.outcome()).isInstanceOf(Outcome.Dropped.class));
    }

    /** A turn that would queue up again behind others, at the end of its thread's stack: it goes on instead, with its place. */
    @Test
    void shouldGoOnWhereThereIsNoStackToQueueUpAgain() {
        othersWait = true;
        AtomicInteger asked = new AtomicInteger();
        FanResults<Integer, Integer> results = map(() -> {
            if (asked.getAndIncrement() > 0) {
                throw new StackOverflowError("none left");
            }
            turns.get(0).run();
            return false;
        });

        assertThat(asked.get()).as("for turns").isGreaterThan(1);
        assertThat(results)
                .hasSize(INPUTS.length)
                .allSatisfy(result -> assertThat(result.value()).isEqualTo(result.input()));
    }

    private static int slowly(int input) {
        LockSupport.parkNanos(200_000);
        return input;
    }

    private FanResults<Integer, Integer> map(BooleanSupplier tryAdmit) {
        return new BulkMap<Integer, Integer>(host(tryAdmit), INPUTS, LostTurnTest::slowly, FanOut.collectAll()).run();
    }

    /** A pool of four workers, all busy, that takes the first turn and is asked for another. */
    private FanHost host(BooleanSupplier tryAdmit) {
        LateCalls lateCalls = new LateCalls(() -> {});
        Home home = proxy(Home.class, (method, arguments) -> "home");
        Fans fans = new Fans();
        return proxy(FanHost.class, (method, arguments) -> switch (method) {
            case "home" -> home;
            case "fans" -> fans;
            case "lateCalls" -> lateCalls;
            case "workers" -> 4;
            case "othersWait" -> othersWait;
            case "inContext" -> arguments[0];
            case "enter" -> enter((Task<?>) arguments[0]);
            case "tryAdmit" -> tryAdmit.getAsBoolean();
            case "alarm", "accept", "publish" -> null;
            default -> false;
        });
    }

    @SuppressWarnings("unchecked")
    private Object enter(Task<?> task) {
        task.admitted(false);
        turns.add((Task<Void>) task);
        return JobOptions.none();
    }

    private interface Answers {
        Object of(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object answer = answers.of(method.getName(), arguments == null ? new Object[0] : arguments);
                    return method.getReturnType() == void.class ? null : answer;
                }));
    }
}
