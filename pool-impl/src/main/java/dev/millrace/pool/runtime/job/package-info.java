/** What travels through the pool, and the containers in which it travels. */
@NullMarked
package dev.millrace.pool.runtime.job;

import org.jspecify.annotations.NullMarked;
