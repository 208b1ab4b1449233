package dev.millrace.bench.match;

import java.util.List;

/**
 * One thing to do, with all who do it.
 *
 * @param scenario such as S1
 * @param name of the variant of it, such as 4p-empty
 * @param metrics what is scored, the first first
 * @param entries who does it
 * @param pace how long
 */
public record Cell(String scenario, String name, List<Metric> metrics, List<Entry> entries, Pace pace) {}
