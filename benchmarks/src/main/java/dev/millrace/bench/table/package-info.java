/** What came of it: the raw results, the table, and the goals that were met or missed. */
@NullMarked
package dev.millrace.bench.table;

import org.jspecify.annotations.NullMarked;
