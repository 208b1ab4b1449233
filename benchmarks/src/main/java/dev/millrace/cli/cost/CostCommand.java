package dev.millrace.cli.cost;

import static dev.millrace.tool.Format.lines;
import static dev.millrace.tool.Format.text;

import dev.millrace.tool.Build;
import dev.millrace.tool.Host;
import dev.millrace.tool.NewFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code cost}. */
@Command(
        name = "cost",
        sortOptions = false,
        usageHelpWidth = 110,
        description = {
            "Measures what a job, a worker and a queued job cost on this machine, and tells how many workers a load needs.",
            "",
            "The workers are computed by Erlang's formula for Poisson arrivals, corrected for how much run times differ (Allen and"
                    + " Cunneen), from a log-normal distribution through --mean and --p99, or an exponential one without --p99.",
            "",
            "  millrace cost --rate 2000 --mean 5ms --p99 20ms --slo 'p99 wait < 10ms' --check",
            ""
        },
        mixinStandardHelpOptions = true)
public final class CostCommand implements Callable<Integer> {
    private static final String DEFAULT = "Default: ${DEFAULT-VALUE}.";
    private static final double LEAST_SECONDS = 0.1;
    private static final double MOST_SECONDS = 3_600;

    @Option(
            names = "--seconds",
            defaultValue = "5",
            description = "How long the paths of jobs are measured. " + DEFAULT)
    private double seconds;

    @Option(names = "--pool-workers", defaultValue = "2", description = "Workers of the measured pools. " + DEFAULT)
    private int poolWorkers;

    @Option(names = "--rate", description = "Jobs a second of the load that is asked about.")
    private @Nullable Double rate;

    @Option(names = "--mean", paramLabel = "TIME", description = "How long they run on average, such as 5ms.")
    private @Nullable String mean;

    @Option(
            names = "--p99",
            paramLabel = "TIME",
            description = "What 99 of 100 do not exceed: 1 to 14.9 times the mean.")
    private @Nullable String p99;

    @Option(
            names = "--slo",
            paramLabel = "GOAL",
            description = "What is to be reached, such as 'p99 wait < 10ms' or 'p99 total < 50ms'.")
    private @Nullable String slo;

    @Option(
            names = "--workers",
            defaultValue = "0",
            description = "Judge so many workers instead of looking for the least.")
    private int workers;

    @Option(
            names = "--check",
            description = "Also simulate the answer, and run it on a real pool where that tells something.")
    private boolean check;

    @Option(names = "--check-seconds", defaultValue = "3", description = "How long that pool runs. " + DEFAULT)
    private double checkSeconds;

    @Option(names = "--json", paramLabel = "FILE", description = "Write all figures and answers there.")
    private @Nullable Path json;

    @Option(names = "--csv", paramLabel = "FILE", description = "Write the raw rounds there.")
    private @Nullable Path csv;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Question question = checked();
        PrintWriter out = spec.commandLine().getOut();
        out.println(lines("Millrace " + Build.version(), Host.machine(), Host.java()));
        out.println(text("%.1f s, pools of %d workers", seconds, poolWorkers));
        Figures figures = Figures.measured(seconds, poolWorkers);
        CostText told = new CostText(out);
        told.print(figures);
        Answer answer = null;
        Check checked = null;
        if (question != null) {
            answer = new Answer(plan(question, figures), figures.streamSeconds(), figures.wakeSeconds());
            told.print(answer);
            if (check) {
                checked = Check.of(answer.plan().queue(), checkSeconds);
                told.print(checked);
            }
        }
        if (csv != null) {
            CostFiles.writeCsv(csv, figures);
        }
        if (json != null) {
            CostFiles.writeJson(json, figures, answer, checked);
        }
        out.flush();
        return answer == null || answer.plan().isMet() ? 0 : 1;
    }

    private Plan plan(Question question, Figures figures) {
        try {
            return Plan.of(question, figures.streamSeconds());
        } catch (IllegalArgumentException impossible) {
            throw wrong(String.valueOf(impossible.getMessage()));
        }
    }

    /** All that can be wrong is told before anything is measured. */
    private @Nullable Question checked() {
        range("--seconds", seconds);
        range("--check-seconds", checkSeconds);
        if (poolWorkers < 1 || poolWorkers > Question.MOST_WORKERS) {
            throw wrong(text("--pool-workers must be 1 to %,d, was %,d", Question.MOST_WORKERS, poolWorkers));
        }
        folder("--csv", csv);
        folder("--json", json);
        if (rate == null && mean == null) {
            if (p99 != null || slo != null || workers != 0 || check) {
                throw wrong("--p99, --slo, --workers and --check are about a load: give --rate and --mean, too");
            }
            return null;
        }
        if (rate == null || mean == null) {
            throw wrong("--rate and --mean belong together: jobs a second, and how long one runs");
        }
        try {
            Question question = Question.of(rate, mean, p99, slo, workers);
            Plan.of(question, 0); // what is impossible without any cost of ours stays so
            return question;
        } catch (IllegalArgumentException impossible) {
            throw wrong(String.valueOf(impossible.getMessage()));
        }
    }

    private void range(String option, double value) {
        if (!(value >= LEAST_SECONDS && value <= MOST_SECONDS)) {
            throw wrong(text("%s must be %s to %,.0f, was %s", option, LEAST_SECONDS, MOST_SECONDS, value));
        }
    }

    private void folder(String option, @Nullable Path file) {
        if (file != null && !NewFile.isPossible(file)) {
            throw wrong(text("%s must be a file in a folder that exists, was '%s'", option, file));
        }
    }

    private ParameterException wrong(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }
}
