/** The example {@code validate}: many rules over all records. Read {@link dev.millrace.examples.validate.Validation} first. */
@NullMarked
package dev.millrace.examples.validate;

import org.jspecify.annotations.NullMarked;
