package dev.millrace.examples.health;

import java.net.URI;

/**
 * Something to check.
 *
 * @param name for people
 * @param uri where
 * @param condition how it really is: for the verdict, not for the checks
 */
record Endpoint(String name, URI uri, Condition condition) {}
