package dev.millrace.sim;

import java.util.ArrayList;
import java.util.List;

/** Runs policies over one trace, beside the oracle. */
public final class Laboratory {
    /** The oracle's name. */
    public static final String ORACLE = "oracle";

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
}
