package dev.millrace.pool.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a library is missing: its adapter says so, and the others work. */
class MissingArtifactTest {

    @ParameterizedTest
    @CsvSource({
        "mdc,           slf4j-api-,           org.slf4j:slf4j-api",
        "micrometer,    context-propagation-, io.micrometer:context-propagation",
        "openTelemetry, opentelemetry-,       io.opentelemetry:opentelemetry-api"
    })
    void shouldBeNamedByTheAdapterThatNeedsIt(String adapter, String jar, String artifact) throws Throwable {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader without = loaderWithout(jar)) {
            Thread.currentThread().setContextClassLoader(without); // by which Micrometer looks for accessors
            Class<?> contexts = without.loadClass(Contexts.class.getName());
            assertThat(contexts).isNotSameAs(Contexts.class);

            assertThatThrownBy(() -> call(contexts, adapter))
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessage("Contexts." + adapter + "() needs " + artifact
                            + ", which is not on the class path: add it to your build");
            for (String other : List.of("mdc", "micrometer", "openTelemetry")) {
                if (!other.equals(adapter)) {
                    assertThat(call(contexts, other)).isNotNull();
                }
            }
            assertThat(contexts.getMethods()).extracting("name").contains(adapter, "all");
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static Object call(Class<?> contexts, String adapter) throws Throwable {
        try {
            return contexts.getMethod(adapter).invoke(null);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** The class path of this test, but for one library, and loaded anew. */
    private static URLClassLoader loaderWithout(String jar) throws IOException {
        List<URL> urls = new ArrayList<>();
        int left = 0;
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            if (path.getFileName().toString().startsWith(jar)) {
                left++;
            } else {
                urls.add(path.toUri().toURL());
            }
        }
        assertThat(left).as("%s on the class path", jar).isPositive();
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }
}
