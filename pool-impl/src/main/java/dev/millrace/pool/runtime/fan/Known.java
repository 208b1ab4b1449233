package dev.millrace.pool.runtime.fan;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a mapping at a moment.
 *
 * @param cells an outcome for each input
 * @param laps of those that were run
 */
record Known(Cells cells, Laps laps) {

    /**
     * What is known while others still run, with an outcome for each of them, too.
     *
     * @param why it ends
     * @param nanos since the call
     * @param cells as they are at the moment
     * @param laps which of them may be read
     * @param shares what the places run
     */
    static Known early(Ending why, long nanos, Cells cells, Laps laps, AtomicReferenceArray<@Nullable Share> shares) {
        Cells known = new Cells(cells.size());
        laps.all().forEach(lap -> known.take(cells, lap));
        known.takeDecided(cells);
        for (int i = 0; i < shares.length(); i++) {
            Share share = shares.get(i);
            if (share != null && share.at() >= 0) {
                decideRunning(share, known, cells, why, nanos);
            }
        }
        for (int i = 0; i < cells.size(); i++) {
            known.decide(i, why.unstarted(nanos));
        }
        return new Known(known, laps);
    }

    /** Of inputs that were begun together those before the first empty cell have ended, but are not counted yet; it runs. */
    private static void decideRunning(Share share, Cells known, Cells cells, Ending why, long nanos) {
        int i = share.at();
        boolean more = true;
        for (int to = share.atEnd(); more && i < to; i++) {
            more = !cells.isEmpty(i);
            known.decide(i, why.running(share.worker(), share.waitedNanos(), nanos - share.waitedNanos()));
        }
    }
}
