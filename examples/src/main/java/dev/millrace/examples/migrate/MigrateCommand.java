package dev.millrace.examples.migrate;

import static dev.millrace.examples.tool.Text.millis;

import dev.millrace.examples.tool.Interruption;
import dev.millrace.examples.tool.OptionRules;
import dev.millrace.examples.tool.Output;
import dev.millrace.examples.tool.WebClient;
import dev.millrace.pool.FanOutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code example migrate-a-loop}. */
@Command(
        name = "migrate-a-loop",
        sortOptions = false,
        usageHelpWidth = 110,
        description = {
            "A loop that asks a slow service for each of its orders moves to a pool, in six steps.",
            "",
            "Each step runs, is timed and computes the same. docs/migrating.md is the guide to them.",
            ""
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0: each step computed the right total",
            "1: one did not, or Ctrl-C came before",
            "2: wrong usage"
        })
public final class MigrateCommand implements Callable<Integer> {
    private static final List<Step> STEPS = List.of(
            new TheLoop(),
            new JobAndProcess(),
            new FewWorkers(),
            new CancelAndDeadline(),
            new WithMetrics(),
            new CanaryAndTuning());
    private static final int MOST_ORDERS = 10_000;
    private static final int MOST_MILLIS = 1_000;
    private static final int WARM_UP = 20;
    private static final String DEFAULT = "Default: ${DEFAULT-VALUE}.";

    @Option(
            names = "--step",
            paramLabel = "N",
            defaultValue = "0",
            description = "Which step, 1 to 6; 0 for all. " + DEFAULT)
    private int step;

    @Option(names = "--orders", paramLabel = "N", defaultValue = "120", description = "How many. " + DEFAULT)
    private int orders;

    @Option(
            names = "--delay",
            paramLabel = "MS",
            defaultValue = "10",
            description = "What the service takes for an answer. " + DEFAULT)
    private int delay;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        new OptionRules()
                .require(
                        0 <= step && step <= STEPS.size(),
                        "--step must be 1 to %d, or 0 for all, was %,d",
                        STEPS.size(),
                        step)
                .require(
                        1 <= orders && orders <= MOST_ORDERS, "--orders must be 1 to %,d, was %,d", MOST_ORDERS, orders)
                .require(0 <= delay && delay <= MOST_MILLIS, "--delay must be 0 to %,d ms, was %,d", MOST_MILLIS, delay)
                .throwIfBroken(spec.commandLine());
        Output out = new Output(spec.commandLine().getOut());
        try (Interruption interruption = new Interruption();
                PriceService service = PriceService.start(Duration.ofMillis(delay));
                WebClient client = new WebClient()) {
            interruption.stopWith(Thread.currentThread()::interrupt);
            return run(new Shop(Order.orders(orders), service, client, out)) ? 0 : 1;
        } catch (InterruptedException | CancellationException e) {
            return interrupted(out);
        } catch (FanOutException e) {
            if (!Thread.interrupted()) {
                throw e;
            }
            return interrupted(out);
        }
    }

    private static int interrupted(Output out) {
        out.line("interrupted: what ran is cancelled, what waited was never begun");
        return 1;
    }

    private boolean run(Shop shop) throws Exception {
        for (Order order : shop.orders().subList(0, Math.min(WARM_UP, orders))) {
            shop.process(order); // connections are made and code is loaded when the time counts
        }
        long expected = PriceService.totalOf(shop.orders());
        int right = 0;
        int run = 0;
        for (int number = 1; number <= STEPS.size(); number++) {
            if (step == 0 || step == number) {
                run++;
                right += isRight(number, shop, expected) ? 1 : 0;
            }
        }
        shop.out().line("steps=%d right=%d orders=%d total=%d verified=%b", run, right, orders, expected, run == right);
        return run == right;
    }

    private static boolean isRight(int number, Shop shop, long expected) throws Exception {
        Step step = STEPS.get(number - 1);
        shop.out().line("Step %d: %s", number, step.title());
        long begin = System.nanoTime();
        long total = step.total(shop);
        shop.out().line("  total %,d cents in %,.0f ms%n", total, millis(System.nanoTime() - begin));
        return total == expected;
    }
}
