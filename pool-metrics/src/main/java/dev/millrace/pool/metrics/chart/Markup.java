package dev.millrace.pool.metrics.chart;

import java.util.Locale;

/**
 * HTML and SVG in the making. Text and values of attributes are escaped here, so that no pool's label, reason or setting
 * can become markup; tags, names of attributes and classes are given by the program. Not thread-safe.
 */
public final class Markup {
    private static final char REPLACEMENT = '\uFFFD';

    private final StringBuilder out = new StringBuilder(4096);

    /** Opens an element; the attributes are names and values in turn. */
    public Markup open(String tag, Object... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(shown(attributes[i + 1]));
            out.append('"');
        }
        out.append('>');
        return this;
    }

    /** Closes an element. */
    public Markup close(String tag) {
        out.append("</").append(tag).append(">\n");
        return this;
    }

    /** An element with text in it. */
    public Markup element(String tag, String text, Object... attributes) {
        return open(tag, attributes).text(text).close(tag);
    }

    /** Text. */
    public Markup text(String text) {
        escape(text);
        return this;
    }

    /** Markup that was made here or comes from the program. */
    public Markup add(String markup) {
        out.append(markup);
        return this;
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(isAllowed(c) ? c : REPLACEMENT);
            }
        }
    }

    /** Control characters have no place in a page; half of a surrogate pair is written as a question mark anyway. */
    private static boolean isAllowed(char c) {
        return c >= ' ' ? c != 0x7F && !(c >= 0x80 && c < 0xA0) : c == '\n' || c == '\t';
    }

    private static String shown(Object value) {
        return value instanceof Double number ? pixels(number) : String.valueOf(value);
    }

    /** A length in a drawing, to the tenth. */
    static String pixels(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
