package dev.millrace.cli.load;

import static dev.millrace.tool.Format.lines;
import static dev.millrace.tool.Format.text;

import dev.millrace.tool.Build;
import dev.millrace.tool.Host;
import java.util.ArrayList;
import java.util.List;

/**
 * What a report begins with: all that is needed to run the same again.
 *
 * @param options as they were given or defaulted
 * @param input what was read
 */
record Header(LoadOptions options, String input) {

    @Override
    public String toString() {
        return lines(
                "Command   ./millrace load " + String.join(" ", arguments()),
                "Millrace  " + Build.version(),
                "Machine   " + Host.machine(),
                "Java      " + Host.java(),
                "Input     " + input,
                text(
                        "Warm-up   %s s, checked like all jobs, its latencies thrown away; then %s s measured",
                        options.warmup(), options.seconds()));
    }

    /** Every option with its value, defaults included. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of(
                "--rate", Integer.toString(options.rate()),
                "--seconds", Double.toString(options.seconds()),
                "--warmup", Double.toString(options.warmup()),
                "--workers", options.workers().toString(),
                "--capacity", Integer.toString(options.capacity()),
                "--batch", Integer.toString(options.batch()),
                "--dispatch", DispatchConverter.toText(options.dispatch()),
                "--skew", options.skew().toString()));
        if (options.input() != null) {
            arguments.addAll(List.of("--input", options.input().toString()));
        }
        return arguments;
    }
}
