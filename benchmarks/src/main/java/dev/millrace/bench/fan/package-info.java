/** Fan-outs beside the ways in which others write them. */
@NullMarked
package dev.millrace.bench.fan;

import org.jspecify.annotations.NullMarked;
