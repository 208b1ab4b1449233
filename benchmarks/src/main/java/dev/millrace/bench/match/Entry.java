package dev.millrace.bench.match;

import java.util.concurrent.Callable;

/**
 * Who takes part.
 *
 * @param name in results
 * @param role as what
 * @param start makes it ready
 */
public record Entry(String name, Role role, Callable<? extends Player> start) {}
