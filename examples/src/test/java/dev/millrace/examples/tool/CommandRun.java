package dev.millrace.examples.tool;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;

/**
 * A command that was run, and what came of it.
 *
 * @param code the exit code
 * @param out what it printed
 * @param errors what it printed as errors
 */
public record CommandRun(int code, String out, String errors) {

    /** Runs a command. */
    public static CommandRun of(Object command, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter errors = new StringWriter();
        int code = new CommandLine(command)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(errors, true))
                .execute(arguments);
        return new CommandRun(code, out.toString(), errors.toString());
    }

    /** What it printed, line by line. */
    public List<String> lines() {
        return out.lines().toList();
    }

    /** The verdict. */
    public String lastLine() {
        return lines().get(lines().size() - 1);
    }

    /** The lines that contain a text. */
    public List<String> linesWith(String text) {
        return lines().stream().filter(line -> line.contains(text)).toList();
    }
}
