package dev.millrace.bench.peer;

/** How a pool without batches runs one: a job that runs the others. None of them can be stolen, counted or fail by itself. */
@SuppressWarnings("ArrayRecordComponent") // neither copied nor compared
public record Loop(Runnable[] jobs) implements Runnable {
    @Override
    public void run() {
        for (Runnable job : jobs) {
            job.run();
        }
    }
}
