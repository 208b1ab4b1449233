package dev.millrace.examples.service;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The class files of one package of the running JDK.
 *
 * @param files in the order of their names
 */
record ClassFiles(List<Path> files) {
    /** The large packages: a request for one takes about a millisecond. */
    private static final List<String> PACKAGES = List.of(
            "java.io",
            "java.lang",
            "java.lang.invoke",
            "java.net",
            "java.nio",
            "java.security",
            "java.util",
            "java.util.concurrent",
            "java.util.stream");

    /** Several packages, by {@code /} and their name. */
    static Map<String, ClassFiles> ofJdk() throws IOException {
        Path base = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base");
        Map<String, ClassFiles> packages = new TreeMap<>();
        for (String name : PACKAGES) {
            packages.put("/" + name, in(base.resolve(name.replace('.', '/'))));
        }
        return packages;
    }

    private static ClassFiles in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return new ClassFiles(files.filter(Files::isRegularFile).sorted().toList());
        }
    }

    /** Reads all files, and hashes their bytes as those of one. */
    String sha256() throws IOException {
        MessageDigest digest = newDigest();
        for (Path file : files) {
            digest.update(Files.readAllBytes(file));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
