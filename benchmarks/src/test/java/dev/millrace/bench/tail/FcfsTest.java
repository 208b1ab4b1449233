package dev.millrace.bench.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FcfsTest {
    private static final int JOBS = 400_000;
    private static final double MEAN = 1_000;

    @Test
    void shouldServeAsTheyComeOnWhoeverIsFreeFirst() {
        long[] arrivals = {0, 0, 0, 5, 30};
        long[] services = {10, 4, 8, 1, 1};

        assertThat(Fcfs.waits(arrivals, services, 1)).containsExactly(0, 10, 14, 17, 0);
        assertThat(Fcfs.waits(arrivals, services, 2)).containsExactly(0, 0, 4, 5, 0);
        assertThat(Fcfs.waits(arrivals, services, 3)).containsExactly(0, 0, 0, 0, 0);
    }

    @Test
    void shouldTakeTimesBelowZero() {
        assertThat(Fcfs.waits(new long[] {-100, -100}, new long[] {7, 7}, 1)).containsExactly(0, 7);
    }

    /** Erlang's formula tells how many wait, and how long, when arrivals and run times are exponential. */
    @ParameterizedTest
    @CsvSource({"1, 0.7", "2, 0.8", "8, 0.8", "64, 0.95"})
    void shouldWaitAsErlangTells(int servers, double load) {
        SplittableRandom random = new SplittableRandom(7);
        long[] arrivals = new long[JOBS];
        long[] services = new long[JOBS];
        double now = 0;
        for (int job = 0; job < JOBS; job++) {
            now += random.nextExponential() * MEAN / load / servers;
            arrivals[job] = Math.round(now);
            services[job] = Math.round(random.nextExponential() * MEAN);
        }

        long[] waits = Fcfs.waits(arrivals, services, servers);

        double waiting = erlangC(servers, load * servers);
        double mean = waiting * MEAN / (servers * (1 - load));
        assertThat(Arrays.stream(waits).filter(wait -> wait > 0).count() / (double) JOBS)
                .isCloseTo(waiting, within(0.05 * waiting));
        assertThat(Arrays.stream(waits).average().orElseThrow()).isCloseTo(mean, within(0.1 * mean));
    }

    private static double erlangC(int servers, double offered) {
        double blocked = 1;
        for (int server = 1; server <= servers; server++) {
            blocked = offered * blocked / (server + offered * blocked);
        }
        return blocked / (1 - offered / servers * (1 - blocked));
    }
}
