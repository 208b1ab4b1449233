package dev.millrace.pool.runtime.support;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** Gives random tests their {@link Seed}, and tells it when they fail. */
public final class Seeding implements ParameterResolver, TestExecutionExceptionHandler {
    private static final ExtensionContext.Namespace HERE = ExtensionContext.Namespace.create(Seeding.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Seed.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Seed seed = Seed.next();
        context.getStore(HERE).put(HERE, seed);
        return seed;
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        Seed seed = context.getStore(HERE).get(HERE, Seed.class);
        if (seed != null) {
            String text = "repeat with -D" + Seed.PROPERTY + "=" + seed.value();
            System.err.println(context.getDisplayName() + ": " + text);
            failure.addSuppressed(new AssertionError(text));
        }
        throw failure;
    }
}
