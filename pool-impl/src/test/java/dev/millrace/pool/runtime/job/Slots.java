package dev.millrace.pool.runtime.job;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Objects;

/** Looks into a chunk's array, to see that nothing is kept. */
final class Slots {
    private Slots() {}

    /** How many objects the chunk refers to. */
    static long held(Chunk chunk) {
        try {
            Field slots = Chunk.class.getDeclaredField("ring");
            slots.setAccessible(true);
            return Arrays.stream((Object[]) slots.get(chunk))
                    .filter(Objects::nonNull)
                    .count();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("Chunk has no ring", e);
        }
    }
}
