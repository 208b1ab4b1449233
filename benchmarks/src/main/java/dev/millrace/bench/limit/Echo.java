package dev.millrace.bench.limit;

/** Something that is told a number and gives it back: the way there and back. Used by one thread. */
public interface Echo extends AutoCloseable {

    /** Whatever a round needs. */
    default void wake() {}

    /** Sends the number and waits until it is back. */
    void call(long number) throws Exception;

    /** Comes to rest after a round. */
    default void rest() throws InterruptedException {}

    @Override
    void close();
}
