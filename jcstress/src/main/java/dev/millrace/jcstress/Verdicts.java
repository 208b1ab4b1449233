package dev.millrace.jcstress;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.GradingResult;

/** Puts together what the JVMs in which one case ran have seen. */
final class Verdicts {
    private final Map<String, Long> outcomes = new TreeMap<>();
    private final TreeSet<String> forbidden = new TreeSet<>();
    private final List<String> errors = new ArrayList<>();

    private Verdicts() {}

    /** One verdict for each case; one that has no result is an error. */
    static List<Verdict> of(List<String> cases, InProcessCollector results) {
        return cases.stream().map(name -> one(name, results)).toList();
    }

    private static Verdict one(String name, InProcessCollector results) {
        Verdicts found = new Verdicts();
        for (TestResult result : results.getTestResults()) {
            if (result.getName().equals(name)) {
                found.add(result);
            }
        }
        long samples =
                found.outcomes.values().stream().mapToLong(Long::longValue).sum();
        if (samples == 0 && found.errors.isEmpty()) {
            found.errors.add("it was not run; does it need more processors than there are?");
        }
        return new Verdict(Cases.shortName(name), samples, found.outcomes, List.copyOf(found.forbidden), found.errors);
    }

    private void add(TestResult result) {
        if (result.status() != Status.NORMAL) {
            errors.add(result.status() + " with " + result.getConfig().jvmArgs + " " + result.getMessages());
        }
        for (GradingResult grade : result.grading().gradingResults.values()) {
            if (grade.count > 0) {
                outcomes.merge(grade.id, grade.count, Long::sum);
                if (grade.expect == Expect.FORBIDDEN) {
                    forbidden.add("(" + grade.id + ") " + grade.description);
                }
            }
        }
    }
}
