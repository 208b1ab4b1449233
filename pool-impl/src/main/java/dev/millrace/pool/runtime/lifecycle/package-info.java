/** From running to terminated. */
@NullMarked
package dev.millrace.pool.runtime.lifecycle;

import org.jspecify.annotations.NullMarked;
