package dev.millrace.pool.runtime.fan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Whatever the user's wrapper does, each input has its own end. */
class InputContextTest {
    private final List<Runnable> bodies = new ArrayList<>();

    /** What the wrapper of all inputs does with the body. */
    private InputContext context(UnaryOperator<Runnable> wrapper) {
        FanHost host = (FanHost) Proxy.newProxyInstance(
                FanHost.class.getClassLoader(), new Class<?>[] {FanHost.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("inContext");
                    bodies.add((Runnable) arguments[0]);
                    return wrapper.apply((Runnable) arguments[0]);
                });
        return new InputContext(host);
    }

    @Test
    void shouldGiveEachInputItsOwnValueAndFailure() throws Exception {
        InputContext context = context(body -> body);

        assertThat(context.<Integer>call(() -> 1)).isEqualTo(1);
        assertThatThrownBy(() -> context.call(() -> {
                    throw new IOException("second");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("second");
        assertThat(context.<Object>call(() -> null)).isNull();
        assertThatThrownBy(() -> context.call(() -> {
                    throw new StackOverflowError();
                }))
                .isInstanceOf(StackOverflowError.class);
        assertThat(context.<Integer>call(() -> 5)).isEqualTo(5);
        assertThat(bodies).hasSize(1);
    }

    @Test
    void shouldTellTheFailureThatAWrapperSwallows() {
        InputContext context = context(body -> () -> {
            try {
                body.run();
            } catch (Throwable ignored) { // swallowed
            }
        });

        assertThatThrownBy(() -> context.call(() -> {
                    throw new IllegalArgumentException("mine");
                }))
                .hasMessage("mine");
    }

    @Test
    void shouldTellThatAWrapperDidNotRunTheInput() throws Exception {
        boolean[] lets = {true};
        InputContext context = context(body -> () -> {
            if (lets[0]) {
                body.run();
            }
        });
        assertThat(context.<Integer>call(() -> 1)).isEqualTo(1);
        lets[0] = false;

        assertThatThrownBy(() -> context.<Integer>call(() -> 2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("contextPropagation did not run the job");
    }

    @Test
    void shouldKeepNothingOfAnInputThatHasEnded() throws Exception {
        InputContext context = context(body -> body);
        assertThat(context.<Integer>call(() -> 1)).isEqualTo(1);

        assertThatThrownBy(() -> bodies.get(0).run())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("contextPropagation ran a job after its end");
    }
}
