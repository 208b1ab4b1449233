package dev.millrace.pool.metrics.prometheus;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** A test with Prometheus' own tool, with a {@link Promtool} as parameter. Where there is none it is skipped, unless {@code MILLRACE_REQUIRE_TOOLS=true}: then it fails. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("promtool")
@Tag("once")
@ExtendWith(WithPromtool.Resolver.class)
public @interface WithPromtool {

    /** Finds the tool and gives it to the test. */
    final class Resolver implements ExecutionCondition, ParameterResolver {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (Promtool.find().isPresent() || Boolean.parseBoolean(System.getenv("MILLRACE_REQUIRE_TOOLS"))) {
                return ConditionEvaluationResult.enabled("there is a promtool, or must be one");
            }
            return ConditionEvaluationResult.disabled(
                    "no promtool on this machine: install Prometheus to run this test");
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Promtool.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return Promtool.find().orElseThrow(() -> new IllegalStateException("no promtool on this machine"));
        }
    }
}
