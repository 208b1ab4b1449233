/** What looks at the pool from time to time while it works, and acts on what lasts: jobs that are stuck, objectives that are not kept. */
@NullMarked
package dev.millrace.pool.runtime.watch;

import org.jspecify.annotations.NullMarked;
