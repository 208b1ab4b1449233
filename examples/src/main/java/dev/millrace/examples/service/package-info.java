/**
 * The example {@code service}: {@link dev.millrace.examples.service.HashService} is the program to read; the rest sends requests to
 * it, checks the answers and tells what came of it.
 */
@NullMarked
package dev.millrace.examples.service;

import org.jspecify.annotations.NullMarked;
