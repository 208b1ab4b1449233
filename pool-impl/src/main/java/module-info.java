/** The runtime of Millrace. Nothing of it is needed by name: {@code WorkerPool.builder} finds it. Without {@code jdk.jfr} it runs as well, and tells Flight Recorder nothing. */
module dev.millrace.pool.runtime {
    requires transitive dev.millrace.pool;
    requires org.jctools.core.jdk11;
    requires static jdk.jfr;

    uses dev.millrace.pool.LatencyRecorderProvider;

    provides dev.millrace.pool.PoolProvider with
            dev.millrace.pool.runtime.MillraceProvider;
}
