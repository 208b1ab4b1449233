package dev.millrace.examples.health;

/** How an endpoint of the fleet really is. */
enum Condition {
    /** Answers 200 within 60 ms. */
    HEALTHY,
    /** Answers 200 after 150 ms. */
    SLOW,
    /** Answers 503. */
    FAILING,
    /** Answers 200 and 503 by turns. */
    FLAPPING,
    /** Its port takes no connection. */
    REFUSING,
    /** Takes the request and never answers. */
    HANGING
}
