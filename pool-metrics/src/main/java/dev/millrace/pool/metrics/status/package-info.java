/**
 * A page about pools for a browser, with the same as JSON and for Prometheus beside it: {@link dev.millrace.pool.metrics.status.StatusPage}.
 *
 * <p>It has its own small HTTP server. The JDK's knows limits for connections, time and size of a request only as settings of the whole process, which a library must not change under its application: without them a few connections
 * that send one byte each hold it up, and silent ones pile up without end. What is needed here is little: two methods, a handful of fixed paths, no bodies, one request a connection.
 */
@NullMarked
package dev.millrace.pool.metrics.status;

import org.jspecify.annotations.NullMarked;
