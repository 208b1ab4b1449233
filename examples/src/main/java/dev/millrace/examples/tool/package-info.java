/** What the examples share and what none of them is about. */
@NullMarked
package dev.millrace.examples.tool;

import org.jspecify.annotations.NullMarked;
