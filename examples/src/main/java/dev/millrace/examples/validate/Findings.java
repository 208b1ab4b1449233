package dev.millrace.examples.validate;

import java.util.LinkedHashMap;
import java.util.Map;

/** What was found, by rule. For one thread at a time. */
final class Findings {
    /**
     * A rule's account.
     *
     * @param checked records that were checked
     * @param violations those that broke it
     * @param first the first of these, or nothing
     */
    record Count(long checked, long violations, String first) {
        private static final Count NONE = new Count(0, 0, "");

        private Count plus(Count other) {
            return new Count(
                    checked + other.checked, violations + other.violations, violations > 0 ? first : other.first);
        }
    }

    private final Map<String, Count> byRule = new LinkedHashMap<>();

    void checked(String rule, long records) {
        add(rule, new Count(records, 0, ""));
    }

    void violated(String rule, String row) {
        add(rule, new Count(0, 1, row));
    }

    /** Adds findings about records that come after these. */
    Findings add(Findings later) {
        later.byRule.forEach(this::add);
        return this;
    }

    private void add(String rule, Count count) {
        byRule.put(rule, byRule.getOrDefault(rule, Count.NONE).plus(count));
    }

    Map<String, Count> byRule() {
        return byRule;
    }

    long checks() {
        return byRule.values().stream().mapToLong(Count::checked).sum();
    }

    long violations() {
        return byRule.values().stream().mapToLong(Count::violations).sum();
    }
}
