package dev.millrace.jcstress;

import java.util.List;
import java.util.Map;

/**
 * What came of one case, over all JVMs in which it ran.
 *
 * @param name the case without its package
 * @param samples how often its threads met
 * @param outcomes what was seen, and how often
 * @param forbidden the outcomes that must not be, in words
 * @param errors why a JVM gave no answer
 */
record Verdict(String name, long samples, Map<String, Long> outcomes, List<String> forbidden, List<String> errors) {

    /** Seen, and nothing of it forbidden. */
    boolean good() {
        return samples > 0 && forbidden.isEmpty() && errors.isEmpty();
    }

    /** One word. */
    String word() {
        if (!forbidden.isEmpty()) {
            return "FORBIDDEN";
        }
        return good() ? "ok" : "ERROR";
    }
}
