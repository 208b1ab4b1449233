package dev.millrace.pool;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What users' exceptions say of themselves, which is their code: whatever it does, there is a text. */
final class Texts {
    private Texts() {}

    /** The exception in words. */
    static String of(@Nullable Throwable failure) {
        return failure == null ? "null" : orClass(failure, failure::toString);
    }

    /** Its message. */
    static String messageOf(Throwable failure) {
        return orClass(failure, failure::getMessage);
    }

    private static String orClass(Throwable failure, Supplier<@Nullable String> text) {
        try {
            return String.valueOf(text.get());
        } catch (Throwable unprintable) {
            return failure.getClass().getName();
        }
    }
}
