/** Moving jobs from the job queue to the workers, and how many at a time. */
@NullMarked
package dev.millrace.pool.runtime.dispatch;

import org.jspecify.annotations.NullMarked;
