package dev.millrace.sim;

/** One run of one trace with one sizer: a list of events in the order of a virtual clock. What ends at a moment comes before what begins at it; the look is last. */
final class Simulation {
    private Simulation() {}

    static Run run(Rig rig, Trace trace, Sizer sizer) {
        Plant plant = new Plant(rig, trace);
        Steps sizes = new Steps(plant.target());
        long[] arrivals = trace.arrivals();
        int next = 0;
        long look = sizer.periodNanos();
        while (true) {
            long arrival = next < arrivals.length ? arrivals[next] : Long.MAX_VALUE;
            long own = plant.next();
            long now = Math.min(Math.min(own, arrival), look);
            if (now >= trace.endNanos()) {
                break;
            }
            plant.passUntil(now);
            if (own == now) {
                plant.happen();
            } else if (arrival == now) {
                plant.arrive(next++);
            } else {
                plant.resize(sizer.look(now, plant));
                sizes.add(now, plant.target());
                look += sizer.periodNanos();
            }
        }
        plant.passUntil(trace.endNanos());
        return new Run(trace, sizes, plant.waits(), plant.threadNanos());
    }
}
