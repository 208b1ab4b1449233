package dev.millrace.cli.soak;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Sees that a pool that has ended leaves no thread. A thread may take a while to die where there are more of them than processors. */
final class Departure {
    private final Findings findings;
    private final String life;
    private final int patienceMillis;

    Departure(Findings findings, String life, int patienceMillis) {
        this.findings = findings;
        this.life = life;
        this.patienceMillis = patienceMillis;
    }

    void await(Supplier<List<Thread>> alive) throws InterruptedException {
        List<Thread> left = alive.get();
        for (int millis = 0; !left.isEmpty() && millis < patienceMillis; millis++) {
            TimeUnit.MILLISECONDS.sleep(1);
            left = alive.get();
        }
        if (!left.isEmpty()) {
            String names = left.stream().map(Thread::getName).collect(Collectors.joining(", "));
            findings.wrong(findings.leakedThreads, left.size(), life + " left " + names);
        }
    }
}
