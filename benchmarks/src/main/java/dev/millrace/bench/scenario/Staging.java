package dev.millrace.bench.scenario;

import dev.millrace.bench.Weight;
import dev.millrace.bench.match.Pace;
import dev.millrace.bench.peer.Peer;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * What the scenarios are made of.
 *
 * @param workers of each pool, where the scenario does not say otherwise
 * @param capacity jobs that may wait
 * @param peers who takes part, Millrace too
 * @param light the weight of a job of about 100 ns
 * @param pace how long is played
 * @param full whether the long version is wanted
 * @param producers threads for producers, at least four
 */
public record Staging(
        int workers, int capacity, List<Peer> peers, Weight light, Pace pace, boolean full, Executor producers) {

    /** Those of the given ones that take part. */
    List<Peer> only(Peer... wanted) {
        return List.of(wanted).stream().filter(peers::contains).toList();
    }
}
