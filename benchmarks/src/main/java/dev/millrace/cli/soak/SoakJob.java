package dev.millrace.cli.soak;

import java.util.concurrent.Callable;

/** One job of a soak. */
final class SoakJob implements Runnable, Callable<Integer> {
    final int number;
    final Deed deed;
    private final Scene scene;
    private final int key;
    private final int place;
    /** Plain on purpose: written by the submitter before the submit, read by the job. */
    private int brought;
    /** Whether no interrupt can be meant for it, but for one of the pool's end. Written and read like {@link #brought}. */
    private boolean aloof;
    /** Whether it has killed a handler. Of the worker that tries it, which tries it again itself. */
    private boolean killed;

    SoakJob(Scene scene, int number, Deed deed, int key, int place) {
        this.scene = scene;
        this.number = number;
        this.deed = deed;
        this.key = key;
        this.place = place;
    }

    /** The last thing that a submitter does before the submit. */
    SoakJob bring() {
        brought = number + 1;
        return this;
    }

    /** Nobody can cancel it. */
    void aloof() {
        aloof = true;
    }

    @Override
    public void run() {
        scene.ledger.ran(number);
        scene.moves.increment();
        if (brought != number + 1) {
            scene.dirty("job " + number + " does not see what its submitter wrote");
        }
        if (!Crowd.isOne(Thread.currentThread())) {
            lookAtThread(Thread.currentThread());
        }
        if (key == KeyWatch.NO_KEY) {
            scene.deeds.act(deed);
        } else {
            runInTurn();
        }
    }

    /** It must be as if no job had run on it before. The flag is read before {@code ending}. */
    private void lookAtThread(Thread thread) {
        if (aloof && !scene.traits.nests() && thread.isInterrupted() && !scene.ending) {
            scene.dirty("job " + number + " begins interrupted");
        }
        if (thread.getName().equals(Deeds.RENAMED) && !scene.traits.nests()) {
            scene.dirty("job " + number + " begins on a thread with the name that another job gave it");
        }
    }

    private void runInTurn() {
        if (!scene.keys.enter(key, place)) {
            scene.misordered(key, place);
        }
        try {
            scene.deeds.act(deed);
        } finally {
            scene.keys.leave(key);
        }
    }

    /** The same on a handler, which may die of it before the job runs. */
    void runHandled() {
        if (deed == Deed.KILL_HANDLER && !killed) {
            killed = true;
            scene.findings.faults.increment();
            throw new HandlerDeath();
        }
        run();
    }

    @Override
    public Integer call() {
        run();
        return number;
    }

    @Override
    public String toString() {
        return "job " + number + " (" + deed + ")";
    }
}
