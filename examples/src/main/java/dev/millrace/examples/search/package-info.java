/** The example {@code search}: {@link dev.millrace.examples.search.DistributedSearch} is the program to read; {@link dev.millrace.examples.search.Shard} is one Lucene index of several. */
@NullMarked
package dev.millrace.examples.search;

import org.jspecify.annotations.NullMarked;
