package dev.millrace.pool;

import java.util.List;

/** How many workers the processors can run, from what a busy worker uses of one. */
final class Processors {
    private static final int PARTS = 5;

    private Processors() {}

    /**
     * Workers beyond which more would only share the same processors; at least as many as there are processors. While processors are not used up, what a worker uses tells how many more there is room for; once they are, it is the
     * number that is busy now. It takes what the whole process uses for the workers' own, so it is too low at first where other threads do much; it grows with the share of the workers.
     *
     * @return a very large number as long as the use of processors is not known
     */
    static int useful(LoadSnapshot now, List<LoadSnapshot> earlier) {
        double used = 0;
        double busy = 0;
        double usedOfPart = 0;
        double busyOfPart = 0;
        int parts = -1;
        for (int i = 0; i <= earlier.size() && parts < PARTS; i++) {
            LoadSnapshot then = i == 0 ? now : earlier.get(i - 1);
            if (then.processorNanos() > 0) {
                if (++parts > 0) { // what came after the newest reading of processors is not in it
                    used += usedOfPart;
                    busy += busyOfPart;
                }
                usedOfPart = then.processorNanos();
                busyOfPart = 0;
            }
            busyOfPart += (double) then.elapsedNanos() * then.busy();
        }
        if (used <= 0) {
            return Integer.MAX_VALUE;
        }
        return (int) Math.max(now.processors(), Math.min(1e9, Math.ceil(now.processors() * busy / used)));
    }
}
