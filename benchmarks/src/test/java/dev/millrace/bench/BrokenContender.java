package dev.millrace.bench;

import java.util.function.ObjIntConsumer;

/** Runs each job on the thread that submits it, in whatever wrong way a test wants. */
public class BrokenContender implements Contender {
    private final ObjIntConsumer<Runnable> way;
    private int number;

    /** @param way gets each job with its number from 0 */
    public BrokenContender(ObjIntConsumer<Runnable> way) {
        this.way = way;
    }

    @Override
    public void execute(Runnable job) {
        way.accept(job, number++);
    }

    @Override
    public void executeEach(Runnable[] jobs) {
        for (Runnable job : jobs) {
            execute(job);
        }
    }

    @Override
    public void executeTogether(Runnable[] jobs) {
        executeEach(jobs);
    }

    @Override
    public void close() {}
}
