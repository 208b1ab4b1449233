package dev.millrace.cli.cost;

/** Measures one thing, again and again. */
interface Meter extends AutoCloseable {

    /** What it measures, as it is called in results. */
    String path();

    /** Whatever it takes before the first round that is worth anything. */
    default void warmUp() throws InterruptedException {}

    /** Measures for about so long. */
    Cost round(int number, double seconds) throws InterruptedException;

    @Override
    void close();
}
