package dev.millrace.pool.runtime.support;

/** How long loops are: {@code -Dmillrace.scale=100} makes an hour's soak of a minute's tests. */
public final class Scale {
    private static final int FACTOR = Math.max(1, Integer.getInteger("millrace.scale", 1));

    private Scale() {}

    /** So many rounds, or a multiple. */
    public static int rounds(int usual) {
        return usual * FACTOR;
    }
}
