/** The one way by which the parts of a pool tell what has happened, to whoever listens. */
@NullMarked
package dev.millrace.pool.runtime.events;

import org.jspecify.annotations.NullMarked;
