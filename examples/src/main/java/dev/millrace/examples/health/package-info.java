/** The example {@code health}: {@link dev.millrace.examples.health.HealthChecks} is the program to read; {@link dev.millrace.examples.health.Fleet} serves the endpoints that it checks. */
@NullMarked
package dev.millrace.examples.health;

import org.jspecify.annotations.NullMarked;
