package dev.millrace.pool.metrics.status;

import org.jspecify.annotations.Nullable;

/** Text of others, made harmless: labels, keys, reasons. What JSON and the page need beyond is done where they are written. */
final class Words {
    private Words() {}

    /** At most so many characters, and those that cannot be seen, or turn the others round, as escapes. */
    static String plain(@Nullable String text, int most) {
        if (text == null) {
            return "null";
        }
        StringBuilder plain = new StringBuilder(Math.min(text.length(), most) + 1);
        text.codePoints().limit(most).forEach(each -> {
            if (isVisible(each)) {
                plain.appendCodePoint(each);
            } else {
                plain.append(String.format("\\u%04x", each));
            }
        });
        if (plain.length() > most || text.codePointCount(0, text.length()) > most) {
            plain.setLength(plain.offsetByCodePoints(0, Math.min(most, plain.codePointCount(0, plain.length()))));
            plain.append('…');
        }
        return plain.toString();
    }

    /** An object of the application in its own words; it may have none, or fail. */
    static String of(@Nullable Object object, int most) {
        try {
            return plain(String.valueOf(object), most);
        } catch (RuntimeException | StackOverflowError e) {
            return plain(object == null ? "null" : object.getClass().getName(), most);
        }
    }

    private static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
