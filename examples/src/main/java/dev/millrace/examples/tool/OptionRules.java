package dev.millrace.examples.tool;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Collects the rules that options break, so that a user mends them in one round. */
public final class OptionRules {
    private final List<String> broken = new ArrayList<>();

    /** Notes the message, which names the option, the rule and the value, unless the rule holds. */
    public OptionRules require(boolean holds, String message, @Nullable Object... values) {
        if (!holds) {
            broken.add(Text.text(message, values));
        }
        return this;
    }

    /** Throws one {@link IllegalArgumentException} with a line for each broken rule, if there is one. */
    public void throwIfBroken() {
        if (!broken.isEmpty()) {
            throw new IllegalArgumentException(String.join(System.lineSeparator(), broken));
        }
    }

    /** Refuses the command line, with a line for each broken rule, if there is one. */
    public void throwIfBroken(CommandLine commandLine) {
        try {
            throwIfBroken();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(commandLine, e.getMessage(), e);
        }
    }
}
