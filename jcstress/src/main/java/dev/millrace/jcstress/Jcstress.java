package dev.millrace.jcstress;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The command: runs cases and says, in a table, whether anything was seen that must not be. */
public final class Jcstress {
    /** Exit code: nothing forbidden was seen. */
    static final int GOOD = 0;
    /** Exit code: something forbidden was seen, or a case could not be run. */
    static final int BAD = 1;
    /** Exit code: the command line is wrong. */
    static final int USAGE = 2;

    private static final String HELP = """
            Usage: millrace jcstress [--full | --small] [--list] [--keep=DIR] [NAME...]
            Runs jcstress on the classes of the pool: two threads at a time, and what they may see.

              --full      all modes of compilation and scheduling that this machine has; takes hours
              --small     one iteration of 0.2 s a case and JVM, as in the build
                          (without either: about three minutes on two processors)
              --list      names the cases, and runs none
              --keep=DIR  keeps the raw results, the log and the table in DIR
              NAME        a case; upper case and underscores do not matter. Without: all

            Exit code: 0 if nothing forbidden was seen, 1 if something was or a case could not be run, 2 for a wrong command line.""";

    private Jcstress() {}

    /** See {@code --help}. */
    public static void main(String[] args) {
        System.exit(run(List.of(args), System.out, System.err));
    }

    static int run(List<String> args, PrintStream out, PrintStream err) {
        try {
            Request request = Request.of(args, Cases.all());
            if (request.help()) {
                out.println(HELP);
                return GOOD;
            }
            if (request.list()) {
                request.cases().forEach(name -> out.println(Cases.shortName(name)));
                return GOOD;
            }
            return stress(request, out);
        } catch (IllegalArgumentException e) {
            err.println("millrace jcstress: " + e.getMessage());
            return USAGE;
        } catch (IOException | UncheckedIOException e) {
            err.println("millrace jcstress: " + e.getMessage());
            return BAD;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            err.println("millrace jcstress: interrupted");
            return BAD;
        }
    }

    private static int stress(Request request, PrintStream out) throws IOException, InterruptedException {
        try (Folder folder = Folder.of(request.keep())) {
            Harness harness = new Harness(folder.path());
            out.println(request.cases().size() + " cases, " + request.effort().words() + "; log: " + harness.log());
            List<Verdict> verdicts = harness.run(request.cases(), request.effort());
            String table = Table.of(verdicts, request.effort());
            out.print(table);
            folder.write("table.txt", table);
            boolean good = verdicts.stream().allMatch(Verdict::good);
            if (!good) {
                folder.keepAnyway();
            }
            return good ? GOOD : BAD;
        }
    }
}
