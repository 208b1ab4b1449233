/** The example {@code files}: figures of real files, several at once. Read {@link dev.millrace.examples.files.FilesRun} first. */
@NullMarked
package dev.millrace.examples.files;

import org.jspecify.annotations.NullMarked;
