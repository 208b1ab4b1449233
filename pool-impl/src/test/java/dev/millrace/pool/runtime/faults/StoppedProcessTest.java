package dev.millrace.pool.runtime.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.pool.runtime.support.Guarded;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the operating system does to a process: it stops it, gives it fewer processors, or less of them. Nothing is lost, nobody falls asleep for good, and nothing is concluded from a time in which nobody ran. */
@Guarded
class StoppedProcessTest {
    private static final long STOPPED_MILLIS = 3_000;
    private static final String PATIENCE = "-Dmillrace.guard=35";

    private static void assertUnimpressed(List<String> said) {
        assertThat(said)
                .contains("verified")
                .filteredOn(line -> line.contains(": grown"))
                .hasSize(3);
        assertThat(said)
                .filteredOn(line -> line.contains(": grown"))
                .allSatisfy(line -> assertThat(line).contains("deaths 0"));
    }

    /** The readings that come late are noted and not used; no job is taken for one that hangs. */
    @Test
    void f16AndF30AStopOfTheWholeProcess() {
        try (LiveChild child = LiveChild.start(LoadProbe.class)) {
            child.awaitLine("ready").stop();
            LiveChild.pause(STOPPED_MILLIS);
            child.goOn();
            child.say("go 1");
            child.awaitLine("went 1").say("end");
            List<String> said = child.end();

            assertUnimpressed(said);
            assertThat(said)
                    .filteredOn(line -> line.contains(": grown"))
                    .allSatisfy(line -> assertThat(line).contains("grown 0, late true", "stuck 0"));
            assertThat(said).filteredOn(line -> line.contains("WARN")).hasSizeLessThanOrEqualTo(1);
        }
    }

    /** A stop can come between any two instructions of workers and submitters: those before a sleep included. */
    @Test
    void f1ManyStopsWhileWorkersFallAsleep() {
        try (LiveChild child = LiveChild.start(LoadProbe.class)) {
            child.awaitLine("ready").stutter(60, "0.01", "0.015");
            child.say("go 1");
            child.awaitLine("went 1").say("end");

            assertUnimpressed(child.end());
        }
    }

    @Test
    void f31OneProcessorFromTheBeginning() {
        try (LiveChild child = LiveChild.start(LoadProbe.class, "-XX:ActiveProcessorCount=1")) {
            child.awaitLine("ready").say("go 1");
            child.awaitLine("went 1").say("end");
            List<String> said = child.end();

            assertUnimpressed(said);
            assertThat(said).contains("processors 1, most workers by default 1");
        }
    }

    /** By the affinity of the running process, which the JVM reads when it is asked. */
    @Test
    void f31ProcessorsThatGoAndComeBack() {
        assumeTrue(Shell.succeeds("taskset -p $$"), "there is no taskset");
        try (LiveChild child = LiveChild.start(LoadProbe.class)) {
            child.awaitLine("ready");
            String pid = Long.toString(child.pid());
            Shell.run(
                    "taskset -a -p $0 > /dev/null && taskset -a -p -c $(taskset -c -p $0 | sed 's/.*: //; s/[,-].*//') $0",
                    pid);
            child.say("go 1");
            child.awaitLine("went 1");
            Shell.run("taskset -a -p -c 0-$(($(getconf _NPROCESSORS_CONF) - 1)) $0", pid);
            child.say("go 2");
            child.awaitLine("went 2").say("end");

            assertUnimpressed(child.end());
        }
    }

    /** A quota, where control groups can be had; else the process is stopped for nine tenths of the time. */
    @Test
    void f32ATenthOfAProcessor() {
        Optional<ControlGroup> quota = ControlGroup.ofProcessorTime();
        if (quota.isPresent()) {
            try (ControlGroup group = quota.get();
                    LiveChild child = LiveChild.startIn(group, LoadProbe.class, PATIENCE)) {
                child.awaitLine("ready");
                group.limitProcessorTime(10);
                child.say("go 1");
                child.awaitLine("went 1");
                group.limitProcessorTimeNoMore();
                child.say("end");
                assertUnimpressed(child.end());
            }
        } else {
            try (LiveChild child = LiveChild.start(LoadProbe.class, PATIENCE)) {
                child.awaitLine("ready").say("go 1");
                child.stutter(30, "0.09", "0.01");
                child.awaitLine("went 1").say("end");
                assertUnimpressed(child.end());
            }
        }
    }
}
