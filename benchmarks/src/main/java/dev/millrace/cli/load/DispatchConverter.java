package dev.millrace.cli.load;

import dev.millrace.pool.Dispatch;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads and writes {@code cooperative}, {@code dedicated} and {@code dedicated:N}. */
public final class DispatchConverter implements ITypeConverter<Dispatch> {
    private static final String DEDICATED = "dedicated";

    @Override
    public Dispatch convert(String text) {
        if (text.equals("cooperative")) {
            return Dispatch.cooperative();
        }
        if (text.equals(DEDICATED)) {
            return Dispatch.dedicated(1);
        }
        if (text.startsWith(DEDICATED + ":")) {
            return dedicated(text);
        }
        throw wrong(text);
    }

    private static Dispatch dedicated(String text) {
        try {
            return Dispatch.dedicated(Integer.parseInt(text.substring(DEDICATED.length() + 1)));
        } catch (IllegalArgumentException e) {
            throw wrong(text);
        }
    }

    private static TypeConversionException wrong(String text) {
        return new TypeConversionException(
                "must be cooperative, dedicated or dedicated:N with N >= 1, was '" + text + "'");
    }

    /** As it is read. */
    public static String toText(Dispatch dispatch) {
        return dispatch instanceof Dispatch.Dedicated dedicated
                ? DEDICATED + ":" + dedicated.dispatchers()
                : "cooperative";
    }
}
