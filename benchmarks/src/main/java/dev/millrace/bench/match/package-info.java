/**
 * How contenders are compared, whatever they do: rounds of all of them in random order, what each round used, and whether it did
 * what it was asked to.
 */
@NullMarked
package dev.millrace.bench.match;

import org.jspecify.annotations.NullMarked;
