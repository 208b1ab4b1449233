package dev.millrace.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The simulated pool, on traces that can be reckoned by hand. Times are in ns. */
class PlantTest {
    private static final Rig RIG = new Rig(1, 4, 2, 2, 10, 50, 0.01);

    private static Trace trace(double cpuShare, long end, long service, long... arrivals) {
        long[] services = new long[arrivals.length];
        Arrays.fill(services, service);
        Course course = new Curve(Curve.steady(1), Curve.steady(service));
        return new Trace("test", arrivals, services, cpuShare, course, () -> Sensors.TRUE, end);
    }

    /** Asks for one size at one moment, and another from the next look on. */
    private static Sizer sizes(long period, int... sizes) {
        return new Sizer() {
            private int looks;

            @Override
            public long periodNanos() {
                return period;
            }

            @Override
            public int look(long nowNanos, Plant plant) {
                return sizes[Math.min(looks++, sizes.length - 1)];
            }
        };
    }

    @Test
    void shouldRunInOrderOfArrivalAndLoseWhatHasNoRoom() {
        Run run = Simulation.run(RIG, trace(0, 1_000, 100, 0, 0, 0, 0, 0), sizes(999, 1));

        assertThat(run.waits()).containsExactly(0, 100, 200, Plant.LOST, Plant.LOST);
        assertThat(run.lost()).isEqualTo(2);
        assertThat(run.threadNanos()).isEqualTo(1_000);
    }

    @Test
    void shouldTakeTimeToStartAWorker() {
        Run run = Simulation.run(RIG, trace(0, 1_000, 100, 0, 0), sizes(20, 2));

        assertThat(run.waits()).containsExactly(0, 30);
        assertThat(run.threadNanos()).isEqualTo(1_000 + 980);
    }

    /** Two run when one is to go; the second to end goes on, as its worker is the one that stays. */
    @Test
    void shouldRetireAfterTheJob() {
        Run run = Simulation.run(RIG, trace(0, 1_000, 100, 40, 45, 50), sizes(20, 2, 2, 1));

        assertThat(run.waits()).containsExactly(0, 0, 145 - 50);
        assertThat(run.threadNanos()).as("one for 1,000 and one from 20 to 140").isEqualTo(1_000 + 120);
    }

    /** Four jobs on two processors take twice as long. */
    @Test
    void shouldShareProcessors() {
        Rig rig = new Rig(4, 4, 2, 2, 10, 50, 0.01);
        Run run = Simulation.run(rig, trace(1, 1_000, 100, 0, 0, 0, 0, 150), sizes(999, 4));
        assertThat(run.waits()).containsExactly(0, 0, 0, 0, 50);

        Run waiting = Simulation.run(rig, trace(0.25, 1_000, 100, 0, 0, 0, 0, 150), sizes(999, 4));
        assertThat(waiting.waits()).containsOnly(0);
    }

    @Test
    void shouldTellHowLongThoseHaveWaitedWhoStillDo() {
        Run run = Simulation.run(RIG, trace(0, 60, 100, 0, 20), sizes(59, 1));
        assertThat(run.waits()).containsExactly(0, 40);
        assertThat(run.p99Nanos()).isEqualTo(40);
    }

    /** Of an M/M/3 with 2 busy, by Erlang: the share that waits longer than half a run, and the mean number at work. */
    @Test
    void shouldAgreeWithTheory() {
        Draw draw = new Draw(5);
        long end = 2_000_000_000_000L;
        long[] arrivals = draw.arrivals(Curve.steady(200), 200, end);
        Trace trace = new Trace(
                "theory",
                arrivals,
                draw.exponential(arrivals, Curve.steady(10e6)),
                0,
                new Curve(Curve.steady(200), Curve.steady(10e6)),
                () -> Sensors.TRUE,
                end);
        Rig rig = new Rig(3, 3, 100_000, 8, 1, 50, 0.01);
        Run run = Simulation.run(rig, trace, sizes(end - 1, 3));

        double late =
                Arrays.stream(run.waits()).filter(wait -> wait > 5_000_000).count() / (double) arrivals.length;
        assertThat(late).isCloseTo(ErlangC.later(2, 3, 5e6, 10e6), within(0.01));
        assertThat(ErlangC.later(2, 3, 0, 1)).isCloseTo(4 / 9.0, within(1e-12));
        assertThat(trace.workNanos() / end).isCloseTo(2, within(0.02));
    }
}
