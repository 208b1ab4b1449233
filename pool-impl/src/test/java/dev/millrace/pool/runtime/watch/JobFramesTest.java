package dev.millrace.pool.runtime.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JobFramesTest {
    private static final String WORKER = "dev.millrace.pool.runtime.worker.Worker.work";
    private static final String THREAD = "java.lang.Thread.run";

    /** Innermost first, as in a stack. */
    private static List<StackTraceElement> stack(String... methods) {
        return Stream.of(methods)
                .map(method -> new StackTraceElement(
                        method.substring(0, method.lastIndexOf('.')),
                        method.substring(method.lastIndexOf('.') + 1),
                        null,
                        1))
                .toList();
    }

    @Test
    void shouldNameTheFirstFrameAboveThoseOfThePool() {
        assertThat(JobFrames.name(stack(
                        "java.net.Socket.read",
                        "com.acme.Http.get",
                        "com.acme.Crawler.lambda$crawl$0",
                        WORKER,
                        THREAD)))
                .isEqualTo("com.acme.Crawler.lambda$crawl$0");
    }

    @Test
    void shouldPassByWhatTheJdkAndThePoolHaveInBetween() {
        assertThat(JobFrames.name(stack(
                        "com.acme.Crawler.fetch",
                        "dev.millrace.pool.runtime.fan.BulkMap.step",
                        "java.util.concurrent.FutureTask.run",
                        WORKER,
                        THREAD)))
                .isEqualTo("com.acme.Crawler.fetch");
    }

    @Test
    void shouldPassByTheFramesOfAThreadFactory() {
        assertThat(JobFrames.name(stack("com.acme.Crawler.fetch", WORKER, "com.acme.Factory.wrapped", THREAD)))
                .isEqualTo("com.acme.Crawler.fetch");
    }

    @Test
    void shouldNameAJobThatIsTheJdksOwn() {
        assertThat(JobFrames.name(stack("java.lang.Object.wait", "java.util.Timer.cancel", WORKER, THREAD)))
                .isEqualTo("java.util.Timer.cancel");
    }

    @Test
    void shouldHaveAWordForAStackWithoutOne() {
        assertThat(JobFrames.name(List.of())).isEqualTo("a job");
        assertThat(JobFrames.name(stack(WORKER, THREAD))).isEqualTo("a job");
    }

    @Test
    void shouldCutLongStacks() {
        List<StackTraceElement> deep =
                Collections.nCopies(1_000, stack("com.acme.Deep.down").get(0));
        assertThat(JobFrames.text(deep)).hasLineCount(66).endsWith("... 936 more");
        assertThat(JobFrames.text(stack("com.acme.Deep.down"))).endsWith("\tat com.acme.Deep.down(Unknown Source)");
    }
}
