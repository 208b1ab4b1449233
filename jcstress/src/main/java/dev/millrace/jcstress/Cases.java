package dev.millrace.jcstress;

import java.util.List;
import org.openjdk.jcstress.infra.runners.TestList;

/** The cases that there are, by the list that jcstress made of them when they were compiled. */
final class Cases {
    private Cases() {}

    /** The full names of all, sorted. */
    static List<String> all() {
        return TestList.tests().stream().sorted().toList();
    }

    /** Those that must see nothing forbidden: all but the control, which must. */
    static List<String> regular(List<String> all) {
        return all.stream()
                .filter(name -> !name.equals(ControlClaimWithoutCas.class.getName()))
                .toList();
    }

    /** The name without its package. */
    static String shortName(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
