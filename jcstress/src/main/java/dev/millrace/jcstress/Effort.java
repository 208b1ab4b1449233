package dev.millrace.jcstress;

import java.util.List;

/** How much is tried: in the build, by hand, over night. */
enum Effort {
    /** One round, compiled as usual. */
    SMALL("about two seconds each"),
    /** Two rounds, compiled as usual and in randomised orders: what the processor does not reorder, the compiler may. */
    QUICK("about three minutes on two processors"),
    /** What jcstress does by itself: all modes of compilation, mixed, on all pairs of processors. */
    FULL("hours");

    private final String words;

    Effort(String words) {
        this.words = words;
    }

    /** How long it takes. */
    String words() {
        return words;
    }

    /** Options of jcstress, one list a run of it. */
    List<List<String>> rounds() {
        return switch (this) {
            case SMALL -> List.of(Round.of(1, Round.USUAL));
            case QUICK -> List.of(Round.of(2, Round.USUAL), Round.of(2, Round.RANDOMISED));
            case FULL -> List.of(List.of("-m", "default"));
        };
    }

    private static final class Round {
        static final String USUAL = "-XX:+TieredCompilation";
        static final String RANDOMISED = "-XX:-TieredCompilation -XX:+UnlockDiagnosticVMOptions"
                + " -XX:+StressLCM -XX:+StressGCM -XX:+StressIGVN -XX:+StressCCP";

        /** One JVM for each case (two where there is biased locking), not bound to processors, since others may use them. */
        static List<String> of(int iterations, String flags) {
            return List.of(
                    "-f",
                    "1",
                    "-fsm",
                    "1",
                    "-sc",
                    "false",
                    "-af",
                    "NONE",
                    "-pth",
                    "false",
                    "-time",
                    "200",
                    "-iters",
                    "" + iterations,
                    "-jvmArgs",
                    "-Xmx256m " + flags);
        }
    }
}
