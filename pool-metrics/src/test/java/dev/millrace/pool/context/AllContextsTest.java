package dev.millrace.pool.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class AllContextsTest {
    private final List<String> steps = new ArrayList<>();

    private UnaryOperator<Runnable> tracing(String name) {
        return job -> {
            steps.add(name + " taken");
            return () -> {
                steps.add(name + " on");
                try {
                    job.run();
                } finally {
                    steps.add(name + " off");
                }
            };
        };
    }

    @Test
    void shouldPutTheFirstOnFirstAndTakeItOffLast() {
        Runnable job = Contexts.all(tracing("a"), tracing("b")).apply(() -> {
            steps.add("job");
            throw new IllegalStateException();
        });
        assertThat(steps).containsExactlyInAnyOrder("a taken", "b taken");
        steps.clear();

        assertThatThrownBy(job::run).isInstanceOf(IllegalStateException.class);

        assertThat(steps).containsExactly("a on", "b on", "job", "b off", "a off");
    }

    @Test
    void shouldNotDependOnAnArrayThatItsCallerChanges() {
        @SuppressWarnings({"unchecked", "rawtypes"})
        UnaryOperator<Runnable>[] contexts = new UnaryOperator[] {tracing("a")};
        UnaryOperator<Runnable> all = Contexts.all(contexts);
        contexts[0] = tracing("b");

        all.apply(() -> {}).run();

        assertThat(steps).containsExactly("a taken", "a on", "a off");
    }

    @Test
    @SuppressWarnings("NullAway") // null on purpose
    void shouldRefuseWhatIsNone() {
        assertThatThrownBy(() -> Contexts.all())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("contexts must be one or more, were none");
        assertThatThrownBy(() -> Contexts.all(tracing("a"), null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("contexts[1]");
        UnaryOperator<Runnable> lazy = job -> null;
        assertThatThrownBy(() -> Contexts.all(tracing("a"), lazy).apply(() -> {}))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("contexts[1] gave no job");
    }
}
