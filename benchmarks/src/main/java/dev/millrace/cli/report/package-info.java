/** {@code millrace report}: reports that were written before, shown again and compared. */
@NullMarked
package dev.millrace.cli.report;

import org.jspecify.annotations.NullMarked;
