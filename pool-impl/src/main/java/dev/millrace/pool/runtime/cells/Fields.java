package dev.millrace.pool.runtime.cells;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Handles of fields, for the initializers of the classes that have them. */
public final class Fields {
    private Fields() {}

    /**
     * The handle of a field of the class whose lookup it is.
     *
     * @throws ExceptionInInitializerError if there is no such field
     */
    public static VarHandle handle(MethodHandles.Lookup lookup, String name, Class<?> type) {
        try {
            return lookup.findVarHandle(lookup.lookupClass(), name, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
