package dev.millrace.pool.runtime.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A class of concurrency tests: none may hang, none may leave a thread behind, and a random one tells its {@link Seed} when it fails. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Timeout(60)
@ExtendWith({NoThreadsLeft.class, Seeding.class, QuietLog.class})
public @interface Guarded {}
