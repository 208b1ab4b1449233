package dev.millrace.examples.files;

import static java.util.Objects.requireNonNull;

import dev.millrace.pool.FanResult;
import dev.millrace.pool.Outcome;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file, and what it holds or why that is not known.
 *
 * @param file which one
 * @param facts what it holds, or null
 * @param error why it could not be read, or null
 */
record Row(Path file, @Nullable FileFacts facts, @Nullable String error) {

    static Row of(FanResult<Path, FileFacts> result) {
        if (result.outcome() instanceof Outcome.Value<FileFacts> read) {
            return new Row(result.input(), read.value(), null);
        }
        return failed(result.input(), requireNonNull(result.failure()));
    }

    /** Only the kind of an error that is about the file: which one it is, the row says. */
    static Row failed(Path file, Throwable why) {
        boolean aboutFile = why instanceof FileSystemException error && error.getReason() == null;
        return new Row(file, null, aboutFile ? why.getClass().getSimpleName() : why.toString());
    }
}
