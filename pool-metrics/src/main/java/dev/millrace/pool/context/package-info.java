/** The submitter's context (log markers, traces, thread locals) around its jobs: {@link dev.millrace.pool.context.Contexts}. */
@NullMarked
package dev.millrace.pool.context;

import org.jspecify.annotations.NullMarked;
