package dev.millrace.jcstress;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param help whether only to say how it is used
 * @param list whether only to name the cases
 * @param keep where to keep the raw results, or null
 * @param cases full names
 */
record Request(
        boolean help, boolean list, Effort effort, @Nullable Path keep, List<String> cases) {
    private static final String KEEP = "--keep=";

    /**
     * Reads a command line.
     *
     * @param known the full names of all cases
     * @throws IllegalArgumentException if it is wrong; names what, and what is allowed
     */
    static Request of(List<String> args, List<String> known) {
        boolean help = false;
        boolean list = false;
        Effort effort = Effort.QUICK;
        Path keep = null;
        List<String> cases = new ArrayList<>();
        for (String arg : args) {
            switch (arg) {
                case "--help", "-h" -> help = true;
                case "--list" -> list = true;
                case "--full" -> effort = Effort.FULL;
                case "--small" -> effort = Effort.SMALL;
                default -> {
                    if (arg.startsWith(KEEP) && arg.length() > KEEP.length()) {
                        keep = Path.of(arg.substring(KEEP.length()));
                    } else if (arg.startsWith("-")) {
                        throw new IllegalArgumentException("unknown option '" + arg
                                + "'; there are --full, --small, --list, --keep=DIR and --help");
                    } else {
                        cases.add(find(arg, known));
                    }
                }
            }
        }
        return new Request(help, list, effort, keep, cases.isEmpty() ? Cases.regular(known) : List.copyOf(cases));
    }

    private static String find(String name, List<String> known) {
        for (String candidate : known) {
            if (plain(Cases.shortName(candidate)).equals(plain(name))) {
                return candidate;
            }
        }
        throw new IllegalArgumentException("there is no case '" + name + "'; --list names them");
    }

    private static String plain(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }
}
