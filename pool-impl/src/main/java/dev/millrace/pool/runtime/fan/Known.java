package dev.millrace.pool.runtime.fan;

import java.util.ArrayList;
import java.util.List;

/**
 * What is known of a mapping at a moment.
 *
 * @param cells an outcome for each input
 * @param laps of those that were run
 */
record Known(Cells cells, Laps laps) {

    /**
     * What is known while others still run, with an outcome for each of them, too. Called after it was made known that no further input may begin. What the places run is read before what they have done: a lap that ends between the two is in the second.
     *
     * @param why it ends
     * @param nanos since the call
     * @param cells as they are at the moment
     * @param shares what the places run and have done
     */
    static Known early(Ending why, long nanos, Cells cells, Shares shares) {
        List<Begun> begun = begun(shares);
        Laps laps = shares.laps();
        Cells known = new Cells(cells.size());
        laps.all().forEach(lap -> known.take(cells, lap));
        known.takeDecided(cells);
        begun.forEach(some -> some.decide(known, why, nanos));
        for (int i = 0; i < cells.size(); i++) {
            known.decide(i, why.unstarted(nanos));
        }
        return new Known(known, laps);
    }

    private static List<Begun> begun(Shares shares) {
        List<Begun> begun = new ArrayList<>();
        for (Share share : shares.all()) {
            int at = share.at();
            if (at >= 0) {
                begun.add(new Begun(at, share.atEnd(), share.worker(), share.waitedNanos()));
            }
        }
        return begun;
    }

    /** A lap that runs. Its inputs have ended and are not counted yet, or run, or will: what was begun together is run. */
    private record Begun(int from, int to, String worker, long waitedNanos) {

        void decide(Cells known, Ending why, long nanos) {
            for (int i = from; i < to; i++) {
                known.decide(i, why.running(worker, waitedNanos, nanos - waitedNanos));
            }
        }
    }
}
