package dev.millrace.pool.runtime.job;

import org.jspecify.annotations.Nullable;

/** An element with an arbiter that knows nothing but whether it was won. */
final class Claimable extends Arbitrated {
    private final int producer;
    private final int number;
    private volatile boolean ghost;

    Claimable(int producer, int number) {
        this.producer = producer;
        this.number = number;
    }

    int producer() {
        return producer;
    }

    int number() {
        return number;
    }

    void win() {
        ghost = true;
    }

    @Override
    public boolean isGhost() {
        return ghost;
    }

    @Override
    public boolean tryDrop() {
        throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable Runnable tryReturn() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void give() {}

    @Override
    public void handBack() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String toString() {
        return producer + "/" + number + (ghost ? " (ghost)" : "");
    }
}
