/**
 * The public contract of Millrace: pools, their settings, and what they report.
 *
 * <p>An implementation is found through {@link dev.millrace.pool.PoolProvider}; {@code dev.millrace:pool-impl} brings one.
 */
module dev.millrace.pool {
    requires static transitive org.jspecify;

    exports dev.millrace.pool;

    uses dev.millrace.pool.PoolProvider;
}
