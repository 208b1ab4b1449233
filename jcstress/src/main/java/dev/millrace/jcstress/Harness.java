package dev.millrace.jcstress;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jcstress.Main;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;

/** jcstress in a JVM of its own, since it writes its results where it stands and its progress to its output. */
final class Harness {
    private final Path folder;

    /** @param folder where it stands; what it writes stays there */
    Harness(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    /** Its output. */
    Path log() {
        return folder.resolve("jcstress.log");
    }

    /**
     * Runs cases, each at least once. What jcstress itself ends with says only that something was wrong; the results say what.
     *
     * @param cases full names
     * @return one verdict for each case, in the same order
     * @throws IOException if it left no results; names the log
     */
    List<Verdict> run(List<String> cases, Effort effort) throws IOException, InterruptedException {
        InProcessCollector results = new InProcessCollector();
        for (List<String> options : effort.rounds()) {
            Set<Path> before = resultFiles();
            int exit = runRound(cases, options);
            Set<Path> fresh = resultFiles();
            fresh.removeAll(before);
            if (fresh.isEmpty()) {
                throw new IOException("jcstress left no results and ended with " + exit + "; see " + log());
            }
            for (Path file : fresh) {
                read(file, results);
            }
        }
        return Verdicts.of(cases, results);
    }

    private int runRound(List<String> cases, List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                absoluteClassPath(),
                Main.class.getName(),
                "-t",
                cases.stream().map(Pattern::quote).collect(Collectors.joining("|", "^(", ")$")),
                "-r",
                folder.resolve("report").toString()));
        command.addAll(options);
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log().toFile()))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process), "jcstress-end"));
        try {
            return process.waitFor();
        } finally {
            end(process);
        }
    }

    /** And the JVMs that it has started. */
    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }

    private static void read(Path file, InProcessCollector results) throws IOException {
        DiskReadCollector reader = new DiskReadCollector(file.toString(), results);
        try {
            reader.dump();
        } catch (ClassNotFoundException e) {
            throw new IOException("cannot read " + file, e);
        } finally {
            reader.close();
        }
    }

    /** A folder may be used again. */
    private Set<Path> resultFiles() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".bin.gz"))
                    .collect(Collectors.toCollection(HashSet::new));
        }
    }

    private static String absoluteClassPath() {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getProperty("java.class.path"))
                .map(entry -> new File(entry).getAbsolutePath())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
