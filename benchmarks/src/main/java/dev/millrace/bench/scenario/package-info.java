/** What the contenders are asked to do: the scenarios S1 to S12 with their players. */
@NullMarked
package dev.millrace.bench.scenario;

import org.jspecify.annotations.NullMarked;
