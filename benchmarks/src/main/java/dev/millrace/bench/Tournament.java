package dev.millrace.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Rounds of every contender in every scenario, in a new random order each time: what slows the machine for a while slows all alike.
 * Pools live on between their rounds, with nothing to do.
 */
final class Tournament implements AutoCloseable {
    private static final int MOST_PRODUCERS = 4;

    private final ExecutorService producers = Executors.newFixedThreadPool(MOST_PRODUCERS, DaemonThread::new);
    private final List<Entrant> entrants = new ArrayList<>();
    private final Random random;

    Tournament(List<Scenario> scenarios, List<Peer> peers, int workers, int capacity, long seed) {
        random = new Random(seed);
        for (Scenario scenario : scenarios) {
            peers.forEach(peer -> entrants.add(new Entrant(scenario, peer, workers, capacity)));
        }
    }

    void run(int fork, int warmups, int rounds, Consumer<Score> scores) {
        for (int round = 1 - warmups; round <= rounds; round++) {
            Collections.shuffle(entrants, random);
            for (Entrant entrant : entrants) {
                Score score = entrant.run(fork, round, producers);
                if (round > 0) {
                    scores.accept(score);
                }
            }
        }
    }

    @Override
    public void close() {
        entrants.forEach(Entrant::close);
        producers.shutdownNow();
    }
}
