package dev.millrace.cli.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueueTest {
    private static final double MILLI = 1e-3;

    // ---- run times

    @ParameterizedTest
    @ValueSource(doubles = {1, 1.5, 4, 4.6, 10, 14.9})
    void shouldFitALogNormalThroughMeanAndP99(double ratio) {
        LogNormal fitted = LogNormal.fitted(5 * MILLI, ratio * 5 * MILLI);

        assertThat(fitted.mean()).isCloseTo(5 * MILLI, within(1e-12));
        assertThat(fitted.tail(ratio * 5 * MILLI * 1.000_01)).isLessThanOrEqualTo(0.010_001);
        assertThat(fitted.tail(ratio * 5 * MILLI * 0.999_99)).isGreaterThanOrEqualTo(0.009_999);
    }

    @Test
    void shouldDrawWhatItSaysOfItself() {
        for (ServiceTime service :
                new ServiceTime[] {new Exponential(2), LogNormal.fitted(2, 8), LogNormal.fitted(2, 2)}) {
            SplittableRandom random = new SplittableRandom(1);
            double[] drawn = DoubleStream.generate(() -> service.sample(random))
                    .limit(1_000_000)
                    .toArray();
            double mean = DoubleStream.of(drawn).average().orElseThrow();
            double variance = DoubleStream.of(drawn)
                    .map(each -> (each - mean) * (each - mean))
                    .average()
                    .orElseThrow();

            assertThat(mean).isCloseTo(service.mean(), within(0.01));
            assertThat(variance / mean / mean).isCloseTo(service.variability(), within(0.02));
            assertThat(DoubleStream.of(drawn).filter(each -> each > 3).count() / 1e6)
                    .isCloseTo(service.tail(3), within(0.002));
            assertThat(service.longerBy(1).mean()).isCloseTo(3, within(1e-9));
            assertThat(service.longerBy(1).variability()).isCloseTo(service.variability(), within(1e-9));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.5",
        "1, 0.158655254",
        "1.959963985, 0.025",
        "2.326347874, 0.01",
        "-1, 0.841344746",
        "4, 0.0000316712"
    })
    void shouldKnowTheNormalDistribution(double x, double tail) {
        assertThat(Normal.tail(x)).isCloseTo(tail, within(1e-7));
    }

    // ---- waits

    /** A queue of one worker with exponential times: the wait of those that wait is exponential, and so is the total of all. */
    @Test
    void shouldBeExactForOneWorkerAndExponentialTimes() {
        Queue queue = new Queue(80, 1, new Exponential(0.01));

        assertThat(queue.utilisation()).isCloseTo(0.8, within(1e-9));
        assertThat(queue.waits()).isCloseTo(0.8, within(1e-9));
        assertThat(queue.meanWait()).isCloseTo(0.04, within(1e-9));
        assertThat(queue.wait(0.99)).isCloseTo(0.05 * Math.log(80), within(1e-9));
        assertThat(queue.total(0.99)).isCloseTo(0.05 * Math.log(100), within(0.002));
        assertThat(queue.total(0.5)).isCloseTo(0.05 * Math.log(2), within(0.001));
    }

    /** Of Pollaczek and Khinchine, which Allen and Cunneen's is for one worker: equal times wait half as long. */
    @Test
    void shouldWaitHalfAsLongForEqualTimes() {
        assertThat(new Queue(80, 1, LogNormal.fitted(0.01, 0.01)).meanWait()).isCloseTo(0.02, within(1e-9));
    }

    /** Ten erlangs on 14 agents, three minutes a call: answered after 7.8 s on average, a textbook case. */
    @Test
    void shouldAnswerCallsAsInTheTextbook() {
        assertThat(new Queue(10 / 180.0, 14, new Exponential(180)).meanWait()).isCloseTo(7.8, within(0.05));
    }

    @Test
    void shouldNeverGetWorseWithMoreWorkers() {
        double wait = Double.MAX_VALUE;
        double total = Double.MAX_VALUE;
        for (int workers = 11; workers < 60; workers++) {
            Queue queue = new Queue(1_000, workers, LogNormal.fitted(10 * MILLI, 60 * MILLI));
            assertThat(queue.wait(0.99)).isLessThanOrEqualTo(wait);
            assertThat(queue.total(0.99)).isLessThanOrEqualTo(total + 1e-9);
            assertThat(queue.total(0.99)).isGreaterThanOrEqualTo(queue.run(0.99) - 1e-9);
            wait = queue.wait(0.99);
            total = queue.total(0.99);
        }
        assertThat(wait).isZero();
    }

    // ---- against the simulation, which knows no formula

    @ParameterizedTest
    @CsvSource({"1, 80, 46", "4, 350, 46", "16, 1500, 46", "2, 160, 20", "12, 1000, 40", "12, 1000, 10", "8, 700, 30"})
    void shouldPredictWhatASimulationFinds(int workers, double rate, double p99Millis) {
        Queue queue = new Queue(rate, workers, LogNormal.fitted(10 * MILLI, p99Millis * MILLI));
        Simulation.Waits simulated = Simulation.of(queue);

        assertThat(queue.wait(0.99)).isBetween(simulated.wait(0.99) * 0.85, simulated.wait(0.99) * 1.15);
        assertThat(queue.total(0.99)).isBetween(simulated.total(0.99) * 0.9, simulated.total(0.99) * 1.1);
        assertThat(queue.total(0.5)).isBetween(simulated.total(0.5) * 0.9, simulated.total(0.5) * 1.1);
    }

    @Test
    void shouldSimulateWhatIsKnownExactly() {
        Simulation.Waits waits = Simulation.of(new Queue(80, 1, new Exponential(0.01)));

        assertThat(waits.wait(0.99)).isCloseTo(0.05 * Math.log(80), within(0.02));
        assertThat(waits.total(0.5)).isCloseTo(0.05 * Math.log(2), within(0.002));
        assertThat(waits.wait(0.19)).isZero();
        assertThat(waits.wait(0.25)).isPositive();
    }
}
