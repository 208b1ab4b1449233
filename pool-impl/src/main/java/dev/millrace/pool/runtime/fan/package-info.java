/** Many jobs of one call: how they take turns on the workers, and the mapping of a collection. */
@NullMarked
package dev.millrace.pool.runtime.fan;

import org.jspecify.annotations.NullMarked;
