/** The example {@code prices}: {@link dev.millrace.examples.prices.PricesCommand} is the program to read; {@link dev.millrace.examples.prices.Market} serves the vendors that it asks. */
@NullMarked
package dev.millrace.examples.prices;

import org.jspecify.annotations.NullMarked;
