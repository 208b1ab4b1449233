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
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The first turn of a mapping is lost in the moment in which its caller tries to get a second one, and cannot: nobody is left who would see to the inputs, and the mapping must say so. */
@Guarded
@Timeout(20)
class LostTurnTest {
    private static final Object[] INPUTS = {1, 2, 3, 4, 5, 6, 7, 8};

    private final List<Task<Void>> turns = new ArrayList<>();

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

    private FanResults<Integer, Integer> map(BooleanSupplier tryAdmit) {
        return new BulkMap<Integer, Integer>(host(tryAdmit), INPUTS, input -> input, FanOut.collectAll()).run();
    }

    /** A pool of four workers, all busy, that takes the first turn and is asked for another. */
    private FanHost host(BooleanSupplier tryAdmit) {
        Home home = proxy(Home.class, (method, arguments) -> "home");
        Fans fans = new Fans();
        return proxy(FanHost.class, (method, arguments) -> switch (method) {
            case "home" -> home;
            case "fans" -> fans;
            case "workers" -> 4;
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
