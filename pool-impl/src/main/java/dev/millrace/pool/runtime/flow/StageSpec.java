package dev.millrace.pool.runtime.flow;

import dev.millrace.pool.Mapper;
import java.util.regex.Pattern;

/**
 * A stage as it was described.
 *
 * @param name for people
 * @param width how many of its jobs run at once
 * @param buffer how many inputs may wait before it
 * @param mapper its job
 */
record StageSpec(String name, int width, int buffer, Mapper<Object, Object> mapper) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final int SHOWN = 64;

    StageSpec {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "stage name must be 1..64 characters of [A-Za-z0-9._-], was \"" + shown(name) + "\"");
        }
        if (width < 1) {
            throw new IllegalArgumentException("width of stage '" + name + "' must be >= 1, was " + width);
        }
        if (buffer < 1) {
            throw new IllegalArgumentException("buffer of stage '" + name + "' must be >= 1, was " + buffer);
        }
    }

    private static String shown(String name) {
        StringBuilder text = new StringBuilder();
        name.chars().limit(SHOWN).forEach(c -> text.append(c < ' ' || c > '~' ? '?' : (char) c));
        return name.length() > SHOWN ? text + "... (" + name.length() + " characters)" : text.toString();
    }
}
