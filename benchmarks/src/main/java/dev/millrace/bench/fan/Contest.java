package dev.millrace.bench.fan;

import java.util.Map;
import java.util.function.Supplier;

/**
 * What several rivals do by turns.
 *
 * @param name how it is called in results
 * @param jobs how many jobs a round has
 * @param ours which rival is Millrace, and compared with the others
 * @param rivals by name, in the order in which they are shown
 */
record Contest(String name, long jobs, String ours, Map<String, Supplier<Rival>> rivals) {}
