package dev.millrace.examples.first;

import java.net.URI;

/**
 * Where the file is said to be.
 *
 * @param name for people
 * @param uri where
 */
record Mirror(String name, URI uri) {}
