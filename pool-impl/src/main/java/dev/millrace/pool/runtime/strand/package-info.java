/** Jobs that run one at a time and in order: queues of jobs that are themselves one element of the job queue. */
@NullMarked
package dev.millrace.pool.runtime.strand;

import org.jspecify.annotations.NullMarked;
