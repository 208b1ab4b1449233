package dev.millrace.sim;

import java.util.ArrayList;
import java.util.List;

/** Runs policies over one trace, beside the oracle. */
public final class Laboratory {
    /** The oracle's name. */
    public static final String ORACLE = "oracle";

    private static final String LIVE = "-live";

    private Laboratory() {}

    /** One trace with each of them; the oracle comes first. */
    public static Trial trial(Rig rig, Trace trace, List<Contender> contenders) {
        List<Run> runs = new ArrayList<>();
        List<Score> scores = new ArrayList<>();
        Run oracle = Oracle.best(rig, trace);
        runs.add(oracle);
        scores.add(Score.of(rig, ORACLE, oracle, oracle));
        for (Contender contender : contenders) {
            Run run = Simulation.run(
                    rig,
                    trace,
                    new Look(contender.policy(), rig, trace.sensors().get()));
            runs.add(run);
            scores.add(Score.of(rig, contender.name(), run, oracle));
        }
        return new Trial(trace, runs, scores);
    }

    /** The same, and then each of them once more with a real pool that sleeps for its jobs: as long as the trace, each. The machine's processors are not asked, as no job takes any. */
    public static Trial live(Rig rig, Trace recorded, List<Contender> contenders) {
        Trace trace = Replay.sleeping(recorded);
        Trial simulated = trial(rig, trace, contenders);
        List<Run> runs = new ArrayList<>(simulated.runs());
        List<Score> scores = new ArrayList<>(simulated.scores());
        for (Contender contender : contenders) {
            Run run = Replay.run(rig, trace, contender.policy());
            runs.add(run);
            scores.add(Score.of(rig, contender.name() + LIVE, run, runs.get(0)));
        }
        return new Trial(trace, runs, scores);
    }
}
