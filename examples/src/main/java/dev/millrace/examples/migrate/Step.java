package dev.millrace.examples.migrate;

/** A step of the migration. Each computes the same: what all orders cost together, in cents. */
interface Step {

    /** What is new, in a few words. */
    String title();

    /** Prices all orders. */
    long total(Shop shop) throws Exception;
}
