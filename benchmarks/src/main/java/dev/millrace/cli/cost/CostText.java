package dev.millrace.cli.cost;

import static dev.millrace.tool.Format.text;

import dev.millrace.bench.Samples;
import java.io.PrintWriter;
import java.util.Map;

/** Tells figures and answers to people. */
final class CostText {
    private static final Map<String, String> WHAT = Map.of(
            "execute", "a job by execute",
            "submit", "a job with a handle",
            "batch-8", "a job in a batch of 8",
            "batch-32", "a job in a batch of 32",
            "batch-256", "a job in a batch of 256",
            "steal", "a steal",
            "wake", "a job that wakes a worker");

    private final PrintWriter out;

    CostText(PrintWriter out) {
        this.out = out;
    }

    void print(Figures figures) {
        out.println(text("%n%-28s %10s %19s %10s", "", "CPU ns", "middle 80 %", "clock ns"));
        for (String path : Figures.paths()) {
            Samples cpu = figures.cpu(path);
            if (cpu.quantile(0.1) <= 0) { // a difference of two figures that are both disturbed
                out.println(text("%-28s %10s  (the machine is too busy)", WHAT.getOrDefault(path, path), "not told"));
                continue;
            }
            out.println(text(
                    "%-28s %10.1f %9.1f-%9.1f %10.1f",
                    WHAT.getOrDefault(path, path),
                    cpu.median(),
                    cpu.quantile(0.1),
                    cpu.quantile(0.9),
                    figures.elapsed(path).median()));
        }
        print(figures.memory());
    }

    private void print(Memory memory) {
        out.println(text("%n%-28s %10s", "", "bytes"));
        out.println(text("%-28s %,10d", "an idle pool of one worker", memory.idlePoolBytes()));
        out.println(text("%-28s %,10.0f", "each further worker, heap", memory.workerBytes()));
        if (memory.stackReservedBytes() == 0) {
            out.println("its stack                       unknown: this system does not tell");
        } else {
            out.println(text("%-28s %,10d", "its stack, in memory", memory.stackResidentBytes()));
            out.println(text("%-28s %,10d", "its stack, address space", memory.stackReservedBytes()));
        }
        out.println(text("%-28s %10.1f", "a job that waits, execute", memory.executedBytes()));
        out.println(text("%-28s %10.1f", "a job that waits, submit", memory.submittedBytes()));
        out.println(text("%-28s %10.1f", "a job that waits, in a batch", memory.batchedBytes()));
    }

    void print(Answer answer) {
        Queue queue = answer.plan().queue();
        Question question = answer.plan().question();
        out.println(text(
                "%n%,.0f jobs a second of %s (%s, variability %.2f)%s",
                question.rate(),
                Times.of(question.service().mean()),
                question.service().name(),
                question.service().variability(),
                question.goal() == null ? "" : ", goal " + question.goal()));
        out.println(text(
                "%-28s %,d%s",
                question.workers() > 0 ? "workers, as asked" : "workers needed",
                queue.workers(),
                answer.plan().isMet() ? "" : ", which do not reach the goal"));
        out.println(text(
                "%-28s %.1f %% (%.2f of them busy on average)",
                "utilisation", queue.utilisation() * 100, queue.offered()));
        out.println(text("%-28s %.2f %% of the jobs", "have to wait", queue.waits() * 100));
        out.println(text("%-28s p50 %s, p99 %s", "wait", Times.of(queue.wait(0.5)), Times.of(queue.wait(0.99))));
        out.println(text("%-28s p50 %s, p99 %s", "total", Times.of(queue.total(0.5)), Times.of(queue.total(0.99))));
        out.println(text(
                "%-28s %.3f %% of the processor time if workers find the next job at once, up to %.3f %% if every job that need not wait wakes one",
                "plumbing", answer.leastPlumbing() * 100, answer.mostPlumbing() * 100));
        if (queue.service().variability() > 1) {
            out.println(text(
                    "%-28s run times differ so much (%.2f > 1) that waits may be 0.4 to 1.7 times what the formula says: see --check",
                    "beware", queue.service().variability()));
        }
        if (queue.offered() > Runtime.getRuntime().availableProcessors()) {
            out.println(text(
                    "%-28s jobs that compute need a processor each: %.1f are busy, this machine has %d",
                    "beware", queue.offered(), Runtime.getRuntime().availableProcessors()));
        }
    }

    void print(Check check) {
        out.println(text("%n%-28s %12s %12s %12s %12s", "", "wait p50", "wait p99", "total p50", "total p99"));
        Queue queue = check.queue();
        row("predicted", queue.wait(0.5), queue.wait(0.99), queue.total(0.5), queue.total(0.99));
        row("simulated, 1,000,000 jobs", check.simulated());
        Simulation.Waits measured = check.measured();
        if (measured == null) {
            out.println(text("%-28s not run: %s", "on a pool", check.obstacle()));
        } else {
            row(text("on a pool, %,d jobs", measured.waits().length), measured);
        }
    }

    private void row(String name, Simulation.Waits waits) {
        row(name, waits.wait(0.5), waits.wait(0.99), waits.total(0.5), waits.total(0.99));
    }

    private void row(String name, double wait50, double wait99, double total50, double total99) {
        out.println(text(
                "%-28s %12s %12s %12s %12s",
                name, Times.of(wait50), Times.of(wait99), Times.of(total50), Times.of(total99)));
    }
}
