package dev.millrace.examples.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.examples.tool.CommandRun;
import dev.millrace.examples.tool.LoopbackServer;
import dev.millrace.examples.tool.NewThreads;
import dev.millrace.examples.tool.Output;
import dev.millrace.examples.tool.WebClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class MigrateCommandTest {
    private static final long TOTAL = PriceService.totalOf(Order.orders(40));

    @Test
    void shouldComputeTheSameInEachStep() {
        NewThreads threads = new NewThreads("millrace-", LoopbackServer.THREADS, WebClient.THREADS);

        CommandRun run = run("--orders 40 --delay 2");

        assertThat(run.code()).as(run.out() + run.errors()).isZero();
        assertThat(run.linesWith("Step ")).hasSize(6);
        assertThat(run.linesWith(" cents in "))
                .hasSize(6)
                .allMatch(line -> line.contains("  total %,d cents in ".formatted(TOTAL)));
        assertThat(run.lastLine()).isEqualTo("steps=6 right=6 orders=40 total=" + TOTAL + " verified=true");
        assertThat(threads.left(Duration.ofSeconds(5))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, the loop", "2, 'job and process, apart'", "3, a pool of 2"})
    void shouldRunOneStepAlone(int step, String title) {
        CommandRun run = run("--orders 10 --delay 1 --step " + step);

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.lines().get(0)).isEqualTo("Step " + step + ": " + title);
        assertThat(run.lastLine()).startsWith("steps=1 right=1 orders=10 ");
    }

    @Test
    void shouldAskAgainForAnOrderOnWhichTheServiceHangs() {
        CommandRun run = run("--orders 40 --delay 2 --step 4");

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.out())
                .contains("within 20 s   39 of 40 orders are priced, 1 are not")
                .containsPattern(
                        "article 13: .*TimeoutException: interrupted after it had run [0-9]{3,4} ms") // not 20 s
                .contains("again         1 of 1 orders are priced, 0 are not");
    }

    @Test
    void shouldCountEachOrderInTheMetrics() {
        CommandRun run = run("--orders 40 --delay 1 --step 5");

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.lines()).anyMatch(line -> line.matches(" +jobs\\.processed +ok +40"));
        assertThat(run.lines()).anyMatch(line -> line.matches(" +pool\\.size +2"));
        assertThat(run.out()).contains("pool 'orders' RUNNING");
    }

    @Test
    void shouldChooseAWidthByWhatIsMeasured() {
        CommandRun run = run("--orders 40 --delay 10 --step 6");

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.out()).contains("canary       4 of 40 orders went both ways, and agree");
        assertThat(run.linesWith(" orders/s, utilisation ")).hasSize(6);
        assertThat(run.linesWith("  chosen ")).hasSize(1).noneMatch(line -> line.contains("width 1:"));
    }

    @Test
    void shouldFailAsTheLoopDoesWhenTheServiceIsGone() throws Exception {
        StringWriter out = new StringWriter();
        try (PriceService service = PriceService.start(Duration.ZERO);
                WebClient client = new WebClient()) {
            Shop shop = new Shop(List.of(new Order(1, 2)), service, client, new Output(new PrintWriter(out)));
            assertThat(new FewWorkers().total(shop)).isEqualTo(PriceService.totalOf(shop.orders()));
            stop(service);

            assertThatThrownBy(() -> new TheLoop().total(shop)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> new FewWorkers().total(shop)).hasRootCauseInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --step=7       | --step must be 1 to 6, or 0 for all, was 7
            --orders=0     | --orders must be 1 to 10,000, was 0
            --delay=1001   | --delay must be 0 to 1,000 ms, was 1,001
            """)
    void shouldTellWhatIsWrongWithAnOption(String argument, String message) {
        CommandRun run = run(argument);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errors()).contains(message);
        assertThat(run.out()).isEmpty();
    }

    private static void stop(PriceService service) {
        service.close();
    }

    private static CommandRun run(String line) {
        return CommandRun.of(new MigrateCommand(), line.split(" ", -1));
    }
}
