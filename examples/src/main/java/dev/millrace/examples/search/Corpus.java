package dev.millrace.examples.search;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Classes of the running JDK as documents. */
final class Corpus {
    private static final List<String> PACKAGES = List.of(
            "java/io",
            "java/lang",
            "java/math",
            "java/net",
            "java/nio",
            "java/security",
            "java/text",
            "java/time",
            "java/util");

    private Corpus() {}

    /**
     * A document.
     *
     * @param name of the class
     * @param text its name in words, and its string constants
     */
    record Doc(String name, String text) {}

    /** All classes of the public packages of java.base, in the order of their names. */
    static List<Doc> ofJdk() throws IOException {
        Path base = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base");
        List<Path> files = new ArrayList<>();
        for (String name : PACKAGES) {
            try (Stream<Path> all = Files.walk(base.resolve(name))) {
                all.filter(file -> file.toString().endsWith(".class")).sorted().forEach(files::add);
            }
        }
        List<Doc> docs = new ArrayList<>(files.size());
        for (Path file : files) {
            String path = base.relativize(file).toString();
            String name = path.substring(0, path.length() - ".class".length()).replace('/', '.');
            docs.add(new Doc(name, inWords(name) + "\n" + ClassText.of(Files.readAllBytes(file))));
        }
        return List.copyOf(docs);
    }

    /** {@code java.util.HashMap$KeySet} is java util Hash Map Key Set. */
    private static String inWords(String name) {
        return name.replaceAll("[.$]", " ").replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ");
    }
}
