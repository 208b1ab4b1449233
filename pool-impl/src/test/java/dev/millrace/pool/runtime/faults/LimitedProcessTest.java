package dev.millrace.pool.runtime.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.pool.runtime.support.Guarded;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** A JVM that has little, or that comes to its end: with the real errors that follow from it. */
@Guarded
class LimitedProcessTest {

    /** Real errors of heap and stack, in jobs; and payloads of which two do not fit, so that each must have become free before the next. */
    @Test
    void f6AndF36AHeapThatIsUsedUp() {
        try (LiveChild child = LiveChild.start(SmallHeapProbe.class, "-Xmx64m", "-XX:+UseSerialGC", "-Xss512k")) {
            List<String> said = child.end();
            assertThat(said)
                    .contains("verified", "queueCapacity (16777216) needs about 384 MB of heap for its ring")
                    .filteredOn(line -> line.endsWith("deaths 0"))
                    .hasSize(3);
        }
    }

    /** Real errors of the operating system. */
    @Test
    void f20AndF21AndF22ThreadsThatCannotBeStarted() {
        Optional<ControlGroup> threads = ControlGroup.ofThreads();
        assumeTrue(
                threads.isPresent(),
                "no control group of threads can be made; HiringRetryTest throws the error itself");
        try (ControlGroup group = threads.get()) {
            try (LiveChild child = LiveChild.startIn(group, ThreadLimitProbe.class)) {
                child.awaitLine("limit");
                group.limitThreads(group.threads() + 40);
                child.say("limited");
                child.awaitLine("free");
                group.limitThreadsNoMore();
                child.say("free");
                List<String> said = child.end();
                assertThat(said)
                        .contains("verified")
                        .anyMatch(line -> line.startsWith("refused: ")
                                && line.contains("'other'")
                                && line.contains("OutOfMemoryError"));
            }
        }
    }

    /** The job that ends the JVM waits for the hook, which does not wait for it beyond its deadline. */
    @Test
    void f25ACloseInAShutdownHook() {
        try (LiveChild child = LiveChild.start(ExitHookProbe.class)) {
            assertThat(child.end()).contains("still running: 1", "verified");
        }
    }

    /** The pool and its queues do without {@code sun.misc.Unsafe}. */
    @Test
    @EnabledForJreRange(min = JRE.JAVA_24, disabledReason = "the JVM has no such flag")
    void unsafeIsDenied() {
        try (LiveChild child = LiveChild.start(LoadProbe.class, "--sun-misc-unsafe-memory-access=deny")) {
            child.awaitLine("ready").say("end");
            assertThat(child.end()).contains("verified").noneMatch(line -> line.contains("WARNING"));
        }
    }
}
