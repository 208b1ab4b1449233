package dev.millrace.pool.runtime.mutants;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * Breaks a copy of one source after the other, compiles it, and runs the tests that must fail with it before the sound classes on the class path. Prints the table of which test killed which mutant, and ends with 1 if any survived or did not
 * fit. Arguments: the root of the project, then names of mutants, or none for all.
 */
final class RunMutants {
    private final Path root;
    private final Path work;
    private final String classPath = System.getProperty("java.class.path");
    private int rows;
    private int failures;

    private RunMutants(Path root) throws IOException {
        this.root = root;
        this.work = Files.createTempDirectory("mutants");
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        RunMutants run = new RunMutants(Path.of(arguments[0]));
        List<String> wanted = List.of(arguments).subList(1, arguments.length);
        System.out.println("| mutant | what is broken | caught by | seconds | verdict |\n|---|---|---|---|---|");
        for (Mutant mutant : Mutant.all(run.root.resolve("mutants"))) {
            if (wanted.isEmpty() || wanted.contains(mutant.name())) {
                run.one(mutant);
            }
        }
        System.out.println("\n" + run.rows + " mutants, " + run.failures + " not killed");
        System.exit(run.failures == 0 && run.rows > 0 ? 0 : 1);
    }

    private void one(Mutant mutant) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Verdict verdict = verdict(mutant);
        double seconds = (System.nanoTime() - start) / 1e9;
        failures += verdict.killed ? 0 : 1;
        String row = String.format(
                Locale.ROOT,
                "| %s | %s | %s | %.0f | %s |",
                mutant.name(),
                mutant.what(),
                verdict.by,
                seconds,
                verdict.text);
        rows++;
        System.out.println(row);
    }

    private record Verdict(boolean killed, String by, String text) {}

    private Verdict verdict(Mutant mutant) throws IOException, InterruptedException {
        String broken;
        try {
            broken = mutant.applyTo(Files.readString(root.resolve(mutant.file())));
        } catch (IllegalStateException unfit) {
            return new Verdict(false, "-", "does not fit: " + unfit.getMessage());
        }
        Path classes = Files.createDirectories(work.resolve(mutant.name()));
        if (!compile(mutant, broken, classes)) {
            return new Verdict(false, "-", "does not compile");
        }
        return test(mutant, classes);
    }

    private boolean compile(Mutant mutant, String broken, Path classes) throws IOException {
        Path source = work.resolve(mutant.name() + "-source")
                .resolve(Path.of(mutant.file()).getFileName());
        Files.createDirectories(source.getParent());
        Files.writeString(source, broken);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        return compiler.run(
                        null,
                        System.out,
                        System.out,
                        "--release",
                        "17",
                        "-proc:none",
                        "-nowarn",
                        "-encoding",
                        "UTF-8",
                        "-implicit:none",
                        "-d",
                        classes.toString(),
                        "-cp",
                        classPath,
                        source.toString())
                == 0;
    }

    private Verdict test(Mutant mutant, Path classes) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-ea",
                "-Xmx512m",
                "-Dmillrace.probes=true",
                "-Dmillrace.hung=3",
                "-Dmillrace.guard=10",
                "-cp",
                classes + File.pathSeparator + classPath,
                RunTests.class.getName()));
        command.addAll(mutant.tests());
        File output = work.resolve(mutant.name() + ".out").toFile();
        Process process = new ProcessBuilder(command)
                .directory(root.resolve("pool-impl").toFile())
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        if (!process.waitFor(mutant.seconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            return new Verdict(true, "time: the tests hang", "killed");
        }
        return switch (process.exitValue()) {
            case 0 -> new Verdict(false, "-", "SURVIVED");
            case 1 -> new Verdict(true, failed(output.toPath()), "killed");
            default -> new Verdict(false, "-", "no test was run, see " + output);
        };
    }

    private static String failed(Path output) throws IOException {
        try (Stream<String> lines = Files.lines(output)) {
            return lines.filter(line -> line.startsWith("FAILED "))
                    .map(line -> line.substring("FAILED ".length()))
                    .findFirst()
                    .orElse("the JVM, which failed");
        }
    }
}
