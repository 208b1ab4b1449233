package dev.millrace.pool.metrics.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPictureTest {
    @TempDir
    Path folder;

    @Test
    void shouldNameTheArtifactThatIsMissingAndWriteNothing() throws Exception {
        try (URLClassLoader without =
                new URLClassLoader(classPathWithoutXChart(), ClassLoader.getPlatformClassLoader())) {
            Object attempt = without.loadClass(Attempt.class.getName())
                    .getConstructor(String.class)
                    .newInstance(folder.resolve("report").toString());

            assertThat(((Callable<?>) attempt).call())
                    .isEqualTo(
                            "java.lang.IllegalStateException: a picture needs org.knowm.xchart:xchart, which is not on the"
                                    + " class path: add it, or write the other formats without ReportFormat.PNG");
        }
        assertThat(folder).isEmptyDirectory();
    }

    /** Runs where the library is not. */
    public static final class Attempt implements Callable<String> {
        private final String target;

        public Attempt(String target) {
            this.target = target;
        }

        @Override
        public String call() throws Exception {
            try {
                return "written: " + Runs.tenSeconds().writeTo(Path.of(target));
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
