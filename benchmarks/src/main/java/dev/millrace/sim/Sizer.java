package dev.millrace.sim;

/** Who sets the size during one run; it may keep state. */
interface Sizer {

    /** Time between looks. */
    long periodNanos();

    /** The size to have next. */
    int look(long nowNanos, Plant plant);
}
