package dev.millrace.pool.metrics.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportPictureTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    all | java.lang.IllegalStateException: a picture needs org.knowm.xchart:xchart, which is not on the class path: add it, or write the other formats without ReportFormat.PNG
                    possible | 5 files, without the picture
                    """)
    void shouldNameTheArtifactThatIsMissingOrDoWithout(String which, String answer) throws Exception {
        try (URLClassLoader without =
                new URLClassLoader(classPathWithoutXChart(), ClassLoader.getPlatformClassLoader())) {
            Object attempt = without.loadClass(Attempt.class.getName())
                    .getConstructor(String.class, boolean.class)
                    .newInstance(folder.resolve("report").toString(), which.equals("all"));

            assertThat(((Callable<?>) attempt).call()).isEqualTo(answer);
        }
        assertThat(Files.exists(folder.resolve("report"))).as("written").isEqualTo(which.equals("possible"));
    }

    /** Runs where the library is not. */
    public static final class Attempt implements Callable<String> {
        private final String target;
        private final boolean all;

        public Attempt(String target, boolean all) {
            this.target = target;
            this.all = all;
        }

        @Override
        public String call() throws Exception {
            try {
                RunReport report = Runs.tenSeconds();
                List<Path> files = all
                        ? report.writeTo(Path.of(target), "run", EnumSet.allOf(ReportFormat.class))
                        : report.writeTo(Path.of(target));
                boolean picture =
                        files.stream().anyMatch(file -> file.toString().endsWith(".png"));
                return files.size() + " files, " + (picture ? "with" : "without") + " the picture";
            } catch (IllegalStateException e) {
                return e.toString();
            }
        }
    }

    private static URL[] classPathWithoutXChart() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("xchart"))
                .map(ReportPictureTest::url)
                .toArray(URL[]::new);
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(entry, e);
        }
    }
}
