package dev.millrace.pool.metrics.report;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Collectors;

/** What is told of the machine that runs this. */
final class HostFacts {
    static final String MACHINE = "Machine";
    static final String PROCESSORS = "processors";

    private static final String POM = "/META-INF/maven/dev.millrace/pool-metrics/pom.properties";

    private HostFacts() {}

    static List<Fact> here() {
        return List.of(
                fact(PROCESSORS, String.valueOf(Runtime.getRuntime().availableProcessors())),
                fact("system", property("os.name") + " " + property("os.version") + ", " + property("os.arch")),
                fact("JDK", property("java.vm.version") + ", " + property("java.vm.name")),
                fact("flags", flags(ManagementFactory.getRuntimeMXBean().getInputArguments())),
                fact(
                        "heap",
                        String.format(
                                Locale.ROOT,
                                "up to %,d MB",
                                Runtime.getRuntime().maxMemory() >> 20)),
                fact("collectors", collectors()));
    }

    /**
     * Flags of the machine only: system properties and agents often carry passwords and addresses, and a report is made to be
     * shown.
     */
    static String flags(List<String> arguments) {
        List<String> flags = arguments.stream()
                .filter(each -> each.startsWith("-X") || each.startsWith("--"))
                .filter(each -> !each.startsWith("-Xbootclasspath") && !each.startsWith("-Xrun"))
                .toList();
        int hidden = arguments.size() - flags.size();
        String shown = flags.isEmpty() ? "none" : String.join(" ", flags);
        return hidden == 0 ? shown : shown + " (" + hidden + " properties and agents are not told)";
    }

    static String version() {
        Properties properties = new Properties();
        try (InputStream in = HostFacts.class.getResourceAsStream(POM)) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            return "unreadable";
        }
        return properties.getProperty("version", "development");
    }

    private static String collectors() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .map(GarbageCollectorMXBean::getName)
                .collect(Collectors.joining(", "));
    }

    private static Fact fact(String name, String value) {
        return new Fact(MACHINE, name, value);
    }

    private static String property(String name) {
        return System.getProperty(name, "unknown");
    }
}
