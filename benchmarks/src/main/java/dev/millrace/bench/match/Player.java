package dev.millrace.bench.match;

/** One contender with what it is to do, ready to do it again and again. Used by one thread. */
public interface Player extends AutoCloseable {

    /** Whatever a round needs that is not to be counted. */
    default void prepare() throws Exception {}

    /**
     * Plays a round.
     *
     * @param nanos for about so long
     * @throws dev.millrace.bench.UnverifiedException if it did not do what it was asked to
     */
    Reading play(long nanos) throws Exception;

    /** Comes to rest after a round, also after one that failed: nothing of it may run while others play. */
    default void settle() throws Exception {}

    @Override
    void close();
}
