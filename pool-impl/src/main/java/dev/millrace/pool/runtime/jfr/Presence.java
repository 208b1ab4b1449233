package dev.millrace.pool.runtime.jfr;

/** Whether this JVM has Flight Recorder. */
final class Presence {
    static final boolean IS_THERE = isThere();

    private Presence() {}

    /** The class is found only if its module is among those that the JVM resolved; nothing of it is started. */
    private static boolean isThere() {
        try {
            Class.forName("jdk.jfr.Event", false, Presence.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }
}
