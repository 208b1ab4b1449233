package dev.millrace.cli.load;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes maps, collections, numbers, booleans and texts as JSON. */
final class Json {
    private Json() {}

    static String of(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> quote(String.valueOf(entry.getKey())) + ":" + of(entry.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof Collection<?> items) {
            return items.stream().map(Json::of).collect(Collectors.joining(",", "[", "]"));
        }
        if (value instanceof Double number) {
            return Double.isFinite(number) ? number.toString() : "null";
        }
        return value == null || value instanceof Number || value instanceof Boolean
                ? String.valueOf(value)
                : quote(value.toString());
    }

    private static String quote(String text) {
        return text.chars().mapToObj(Json::escape).collect(Collectors.joining("", "\"", "\""));
    }

    private static String escape(int character) {
        if (character == '"' || character == '\\') {
            return "\\" + (char) character;
        }
        return character < ' '
                ? String.format(Locale.ROOT, "\\u%04x", character)
                : Character.toString((char) character);
    }
}
