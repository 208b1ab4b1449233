package dev.millrace.pool.runtime.fan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The laps of a mapping that has ended, by input. Put in order when first asked for. Thread-safe. */
final class Laps {
    private final List<Lap> lasts;
    private volatile Lap @Nullable [] sorted;

    /** @param lasts of each share its last, with those before */
    Laps(List<Lap> lasts) {
        this.lasts = lasts;
    }

    /** The lap that has run an input, or null. */
    @Nullable Lap of(int index) {
        Lap[] all = sorted;
        if (all == null) {
            all = sort();
            sorted = all;
        }
        int low = 0;
        int high = all.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Lap lap = all[middle];
            if (index < lap.from) {
                high = middle - 1;
            } else if (index >= lap.to()) {
                low = middle + 1;
            } else {
                return lap;
            }
        }
        return null;
    }

    private Lap[] sort() {
        List<Lap> all = all();
        all.sort(Comparator.comparingInt(lap -> lap.from));
        return all.toArray(new Lap[0]);
    }

    /** All, in no order. */
    List<Lap> all() {
        List<Lap> all = new ArrayList<>();
        for (Lap last : lasts) {
            for (Lap lap = last; lap != null; lap = lap.before) {
                all.add(lap);
            }
        }
        return all;
    }
}
