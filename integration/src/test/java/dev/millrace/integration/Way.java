package dev.millrace.integration;

import dev.millrace.pool.Dispatch;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The ways of dispatch. */
enum Way {
    COOPERATIVE,
    DEDICATED;

    Dispatch dispatch() {
        return this == COOPERATIVE ? Dispatch.cooperative() : Dispatch.dedicated(1);
    }

    /** A test that runs once for each, its only parameter. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @ParameterizedTest(name = "{0}")
    @EnumSource(Way.class)
    @interface InEach {}
}
