package dev.millrace.bench.fan;

/** One way to do what a scenario asks for, ready to do it again and again. */
interface Rival extends AutoCloseable {

    /** Does all the jobs of a round, and throws if the answer is wrong. */
    void round() throws Exception;

    @Override
    void close();
}
