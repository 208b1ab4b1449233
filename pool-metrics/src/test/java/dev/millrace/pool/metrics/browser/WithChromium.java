package dev.millrace.pool.metrics.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** A test in a real browser, with a {@link Chromium} as parameter. Where there is none it is skipped, unless {@code MILLRACE_REQUIRE_TOOLS=true}: then it fails. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("chromium")
@Tag("once")
@ExtendWith(WithChromium.Resolver.class)
public @interface WithChromium {

    /** Finds the browser and gives it to the test. */
    final class Resolver implements ExecutionCondition, ParameterResolver, AfterEachCallback {
        private static final Namespace HERE = Namespace.create(Resolver.class);

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (Chromium.find(Path.of(".")).isPresent()
                    || Boolean.parseBoolean(System.getenv("MILLRACE_REQUIRE_TOOLS"))) {
                return ConditionEvaluationResult.enabled("there is a browser, or must be one");
            }
            return ConditionEvaluationResult.disabled("no Chromium on this machine: install it to run this test");
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Chromium.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            try {
                Path home = Files.createTempDirectory("millrace-chromium");
                context.getStore(HERE).put("home", home);
                return Chromium.find(home).orElseThrow(() -> new IllegalStateException("no Chromium on this machine"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void afterEach(ExtensionContext context) throws Exception {
            Path home = context.getStore(HERE).remove("home", Path.class);
            if (home != null) {
                delete(home);
            }
        }

        private static void delete(Path folder) throws Exception {
            try (Stream<Path> inside = Files.walk(folder)) {
                for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }
}
