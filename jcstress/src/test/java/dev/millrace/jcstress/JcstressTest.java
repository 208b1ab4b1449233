package dev.millrace.jcstress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command, with real runs: one case of each protocol in every build, and the one that must fail. */
class JcstressTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) {
        return Jcstress.run(
                List.of(args),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static void assumeTwoProcessors() {
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "jcstress needs two processors");
    }

    @Test
    void shouldSeeNothingForbidden() {
        assumeTwoProcessors();
        String[] cases = {
            "ClaimOwnerVsThiefOneItem",
            "ClaimRefillVsThief",
            "ClaimIndexVisibleToNextHolder",
            "LaneRetireVsOffer",
            "ParkPublishVsSleep",
            "ParkLaneJobOwnerBusyThiefSleeping",
            "SubmitVsShutdown",
            "SubmitPermitExactBound",
            "SubmitWaiterVsRoomMade",
            "JobRunVsCancel",
            "HbRunToGet",
            "ConfigMinMaxSnapshot"
        };

        int exit = run(with(cases, "--small", "--keep=" + folder));

        assertThat(exit).as("%s%s", out(), err()).isEqualTo(Jcstress.GOOD);
        assertThat(out()).contains(cases).contains("cases=" + cases.length, "bad=0");
        assertThat(folder.resolve("table.txt")).exists();
    }

    private static String[] with(String[] cases, String... options) {
        String[] all = Arrays.copyOf(options, options.length + cases.length);
        System.arraycopy(cases, 0, all, options.length, cases.length);
        return all;
    }

    /** What finds nothing in this one would find nothing anywhere. On a busy machine the two threads may not meet at once. */
    @Test
    void shouldSeeTheForbiddenOutcomeOfTheControl() {
        assumeTwoProcessors();

        int exit = Jcstress.GOOD;
        for (int attempt = 0; attempt < 5 && exit == Jcstress.GOOD; attempt++) {
            exit = run("--small", "--keep=" + folder, "control_claim_without_cas");
        }

        assertThat(exit).as("%s%s", out(), err()).isEqualTo(Jcstress.BAD);
        assertThat(out()).contains("FORBIDDEN", "forbidden: (1, 1) both have it", "bad=1");
    }

    @Test
    void shouldNameTheCasesWithoutTheControl() {
        assertThat(run("--list")).isEqualTo(Jcstress.GOOD);
        assertThat(out().lines())
                .hasSizeGreaterThan(30)
                .contains("ParkPublishVsSleep")
                .doesNotContain("ControlClaimWithoutCas");
    }

    @Test
    void shouldSayHowItIsUsed() {
        assertThat(run("--help")).isEqualTo(Jcstress.GOOD);
        assertThat(out()).contains("--full", "--keep=DIR", "Exit code");
    }

    @Test
    void shouldRefuseACaseThatIsNotThere() {
        assertThat(run("NoSuchCase")).isEqualTo(Jcstress.USAGE);
        assertThat(err())
                .isEqualToIgnoringNewLines("millrace jcstress: there is no case 'NoSuchCase'; --list names them");
    }

    @Test
    void shouldRefuseAnUnknownOption() {
        assertThat(run("--fast")).isEqualTo(Jcstress.USAGE);
        assertThat(err()).contains("unknown option '--fast'");
    }
}
