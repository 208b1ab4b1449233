package dev.millrace.pool.runtime.worker;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** An object as a key, by what it is and not by what it says it equals; does not keep it. Equal to each other are those of one living object. */
final class Identity extends WeakReference<Object> {
    private final int hash;

    Identity(Object object, @Nullable ReferenceQueue<Object> collected) {
        super(object, collected);
        hash = System.identityHashCode(object);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    @SuppressWarnings("ReferenceEquality")
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        Object mine = get();
        return mine != null && other instanceof Identity identity && identity.get() == mine;
    }
}
