package dev.millrace.pool.runtime.contract;

/** Throws what the compiler would not let a job throw. */
final class Sneaky {
    private Sneaky() {}

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <X extends Throwable> Object raise(Throwable thrown) throws X {
        throw (X) thrown;
    }
}
