package dev.millrace.pool;

/**
 * Handles the jobs of one worker of a {@link HandlerPool}, and may hold what it needs for that: a connection, a parser, a buffer. Each worker has one of its own, made by the pool's supplier.
 *
 * <p>All calls come from the worker's thread, one after the other, so a handler needs no synchronisation for what is its own. {@code open} comes first and once; {@code close} comes last and once, for each handler whose {@code
 * open} was called, whatever that did. A job that runs inside another one on the same thread (see {@link HandlerPool}) gets a handler of its own.
 *
 * @param <J> what it handles
 */
@FunctionalInterface
@SuppressWarnings("try") // a close may wait and be interrupted: the pool calls it
public interface Handler<J> extends AutoCloseable {

    /**
     * Gets what the handler needs. Called before the worker takes its first job. If it throws, the handler is closed, and another one is made and opened after a pause; meanwhile jobs wait.
     */
    default void open() throws Exception {}

    /**
     * Handles a job. An exception fails the job, and the handler goes on; so many in a row have it renewed ({@link HandlerPoolBuilder#renewAfterErrors}). An {@link Error} counts as its death: it is closed, and the job is tried
     * again with a new one, until it is a {@link DeadLetter}.
     */
    void handle(J job) throws Exception;

    /** Gives back what {@link #open} got. Called when the worker ends or the handler is renewed; what it throws is logged. */
    @Override
    default void close() throws Exception {}
}
