/** What the tools share: the process and its machine, and text about them. */
@NullMarked
package dev.millrace.tool;

import org.jspecify.annotations.NullMarked;
