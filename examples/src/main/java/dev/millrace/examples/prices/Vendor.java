package dev.millrace.examples.prices;

import java.net.URI;

/**
 * Somebody to ask.
 *
 * @param name for people
 * @param uri where
 */
record Vendor(String name, URI uri) {}
