/** The runtime of Millrace. Nothing of it is needed by name: {@code WorkerPool.builder} finds it. */
module dev.millrace.pool.runtime {
    requires transitive dev.millrace.pool;
    requires org.jctools.core.jdk11;

    uses dev.millrace.pool.LatencyRecorderProvider;

    provides dev.millrace.pool.PoolProvider with
            dev.millrace.pool.runtime.MillraceProvider;
}
