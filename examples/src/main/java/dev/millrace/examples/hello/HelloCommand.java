package dev.millrace.examples.hello;

import dev.millrace.examples.tool.OptionRules;
import dev.millrace.examples.tool.Output;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code example hello}. */
@Command(
        name = "hello",
        sortOptions = false,
        usageHelpWidth = 110,
        description = {"One text to some workers, each digest as soon as it is ready, with its worker and its time.", ""
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0: every digest is what one thread computed", "1: one is not", "2: wrong usage"})
public final class HelloCommand implements Callable<Integer> {
    private static final int MOST_ROUNDS = 10_000_000;
    private static final int MOST_WORKERS = 256;
    private static final String DEFAULT = "Default: ${DEFAULT-VALUE}.";

    @Parameters(paramLabel = "TEXT", defaultValue = "hello", description = "What is digested. " + DEFAULT)
    private String text = "";

    @Option(
            names = "--algorithms",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "SHA3-512,SHA-512,SHA3-256,SHA-256,SHA-1,MD5",
            description = "In what ways. " + DEFAULT)
    private List<String> algorithms = List.of();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "100000",
            description = "How often each digests its digest. " + DEFAULT)
    private int rounds;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "Threads of the pool. Default: one for each processor.")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws NoSuchAlgorithmException {
        OptionRules rules = new OptionRules()
                .require(
                        1 <= rounds && rounds <= MOST_ROUNDS, "--rounds must be 1 to %,d, was %,d", MOST_ROUNDS, rounds)
                .require(
                        1 <= workers && workers <= MOST_WORKERS,
                        "--workers must be 1 to %,d, was %,d",
                        MOST_WORKERS,
                        workers)
                .require(
                        algorithms.stream().distinct().count() == algorithms.size(),
                        "--algorithms must name each once, was %s",
                        String.join(",", algorithms));
        algorithms.forEach(name -> rules.require(
                Digests.know(name), "--algorithms must be digests of this JDK, such as SHA-256, was '%s'", name));
        rules.throwIfBroken(spec.commandLine());
        Output out = new Output(spec.commandLine().getOut());
        return new Hello(text, algorithms, rounds, workers, out).run() ? 0 : 1;
    }
}
