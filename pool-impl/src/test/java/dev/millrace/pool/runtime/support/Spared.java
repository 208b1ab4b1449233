package dev.millrace.pool.runtime.support;

import dev.millrace.pool.runtime.job.Arbitrated;
import org.jspecify.annotations.Nullable;

/** An element that must not be dropped. */
public final class Spared extends Arbitrated {
    private final String name;
    private boolean ghost;

    /** One that waits. */
    public Spared(String name) {
        this.name = name;
    }

    /** Makes it a ghost. */
    public void end() {
        ghost = true;
    }

    @Override
    public boolean isGhost() {
        return ghost;
    }

    @Override
    public boolean isDroppable() {
        return false;
    }

    @Override
    public boolean tryDrop() {
        return false;
    }

    @Override
    public @Nullable Runnable tryReturn() {
        return null;
    }

    @Override
    public void give() {}

    @Override
    public void handBack() {}

    @Override
    public String toString() {
        return name;
    }
}
