package dev.millrace.cli;

import dev.millrace.tool.Build;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} tells. */
public final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"millrace " + Build.version(), "Java " + Runtime.version()};
    }
}
