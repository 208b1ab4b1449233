package dev.millrace.pool.runtime.flow;

import org.jspecify.annotations.Nullable;

/** The results of one stage as the input of the next. */
final class Behind implements Input {
    private final Channel channel;

    Behind(Channel channel) {
        this.channel = channel;
    }

    @Override
    public @Nullable Read pull(Channel share) {
        Object value = channel.poll();
        return value == null ? null : new Read(0, value, System.nanoTime());
    }

    @Override
    public boolean isEnded() {
        return channel.isDrained();
    }

    @Override
    public boolean isQuiet() {
        return false;
    }

    @Override
    public boolean hasMore() {
        return !channel.isEmpty();
    }
}
