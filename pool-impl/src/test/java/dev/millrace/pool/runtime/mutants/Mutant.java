package dev.millrace.pool.runtime.mutants;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One breakage, as a file in {@code mutants/} tells it: what it breaks, in which file, which tests must fail, in how many seconds; then pieces of code and what is put in their place. White space counts as any white space, so a reformatted
 * line still matches; each piece must occur exactly once.
 *
 * @param name the name of its file
 * @param what the breakage, in words
 * @param file the broken file, from the root of the project
 * @param tests classes, some with {@code #method}, under {@code dev.millrace.pool.runtime}, in the order in which they are run
 * @param seconds how long these may take
 */
record Mutant(String name, String what, String file, List<String> tests, int seconds, List<Change> changes) {
    private static final String PACKAGE = "dev.millrace.pool.runtime.";

    /** A piece of code, and what takes its place. */
    record Change(String find, String replace) {}

    /** All mutants of a folder, by name. */
    static List<Mutant> all(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".mutant"))
                    .sorted()
                    .map(Mutant::read)
                    .toList();
        }
    }

    private static Mutant read(Path file) {
        try {
            return parse(file.getFileName().toString().replace(".mutant", ""), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IllegalArgumentException if a part is missing */
    static Mutant parse(String name, String text) {
        String[] parts = text.split("(?m)^(?=find:$|replace:$)", -1);
        List<Change> changes = new ArrayList<>();
        for (int i = 1; i + 1 < parts.length; i += 2) {
            changes.add(new Change(body(name, parts[i], "find:"), body(name, parts[i + 1], "replace:")));
        }
        if (changes.isEmpty()) {
            throw new IllegalArgumentException(name + ": there must be a find: and a replace:");
        }
        List<String> tests = Stream.of(head(name, parts[0], "tests").split("\\s+", -1))
                .map(test -> PACKAGE + test)
                .toList();
        int seconds = Integer.parseInt(head(name, parts[0], "seconds"));
        return new Mutant(name, head(name, parts[0], "what"), head(name, parts[0], "file"), tests, seconds, changes);
    }

    private static String head(String name, String text, String key) {
        Matcher line = Pattern.compile("(?m)^" + key + ": (.*)$").matcher(text);
        if (!line.find()) {
            throw new IllegalArgumentException(name + ": there must be a line " + key + ":");
        }
        return line.group(1).strip();
    }

    private static String body(String name, String part, String keyword) {
        if (!part.startsWith(keyword)) {
            throw new IllegalArgumentException(name + ": expected " + keyword + " before " + part);
        }
        return part.substring(keyword.length()).strip();
    }

    /**
     * The broken source.
     *
     * @throws IllegalStateException if a piece does not occur exactly once
     */
    String applyTo(String source) {
        String broken = source;
        for (Change change : changes) {
            String pattern =
                    Stream.of(change.find.split("\\s+", -1)).map(Pattern::quote).collect(Collectors.joining("\\s+"));
            Matcher at = Pattern.compile(pattern).matcher(broken);
            if (!at.find()) {
                throw new IllegalStateException(name + ": not in " + file + ": " + change.find);
            }
            String before = broken.substring(0, at.start());
            String after = broken.substring(at.end());
            if (at.find()) {
                throw new IllegalStateException(name + ": more than once in " + file + ": " + change.find);
            }
            broken = before + change.replace + after;
        }
        return broken;
    }
}
