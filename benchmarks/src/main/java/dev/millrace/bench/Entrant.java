package dev.millrace.bench;

import dev.millrace.tool.ContextSwitches;
import dev.millrace.tool.ProcessUsage;
import java.util.concurrent.Executor;

/** One contender in one scenario: its running pool and its jobs. */
final class Entrant implements AutoCloseable {
    private final Scenario scenario;
    private final Peer peer;
    private final Contender contender;
    private final Round round;

    Entrant(Scenario scenario, Peer peer, int workers, int capacity) {
        this.scenario = scenario;
        this.peer = peer;
        Completions completions = new Completions();
        int elements = scenario.way() == Way.BATCHES ? peer.capacityFor(capacity, Scenario.BATCH) : capacity;
        contender = peer.start(workers, elements, completions);
        round = new Round(contender, scenario.weight().jobs(Scenario.BATCH, completions), completions, scenario.way());
    }

    Score run(int fork, int number, Executor producers) {
        ContextSwitches switches = ContextSwitches.now();
        long cpu = ProcessUsage.cpuNow();
        long begin = System.nanoTime();
        round.run(scenario.jobs(), scenario.producers(), producers);
        long nanos = System.nanoTime() - begin;
        cpu = ProcessUsage.cpuNow() - cpu;
        switches = ContextSwitches.now().minus(switches);
        return new Score(fork, number, scenario.name(), peer.name(), scenario.jobs(), nanos, cpu, switches.total());
    }

    @Override
    public void close() {
        contender.close();
    }
}
