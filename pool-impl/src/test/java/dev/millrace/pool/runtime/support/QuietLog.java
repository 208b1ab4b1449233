package dev.millrace.pool.runtime.support;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Keeps the pools' warnings out of the output of tests that make hundreds of jobs fail on purpose. The runtime's module, which tests are compiled into, does not read {@code java.logging};
 * hence by reflection.
 */
public final class QuietLog implements BeforeAllCallback, AfterAllCallback {
    /** Held, since the log manager does not hold it. */
    private Object logger;

    @Override
    public void beforeAll(ExtensionContext context) throws ReflectiveOperationException {
        logger = Class.forName("java.util.logging.Logger")
                .getMethod("getLogger", String.class)
                .invoke(null, "dev.millrace.pool");
        setLevel(Class.forName("java.util.logging.Level").getField("OFF").get(null));
    }

    @Override
    public void afterAll(ExtensionContext context) throws ReflectiveOperationException {
        setLevel(null);
    }

    private void setLevel(Object level) throws ReflectiveOperationException {
        logger.getClass()
                .getMethod("setLevel", Class.forName("java.util.logging.Level"))
                .invoke(logger, level);
    }
}
