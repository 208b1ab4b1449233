package dev.millrace.tool;

import static dev.millrace.tool.Format.text;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.Collectors;

/** What a figure depends on besides the program. */
public final class Host {
    private Host() {}

    /** Processors and operating system. */
    public static String machine() {
        return text(
                "%d processors, %s %s %s",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch"));
    }

    /** JVM, heap and collector. */
    public static String java() {
        return text(
                "%s, %s, heap up to %,d MB, %s",
                System.getProperty("java.vm.version"),
                System.getProperty("java.vm.name"),
                Runtime.getRuntime().maxMemory() >> 20,
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .map(GarbageCollectorMXBean::getName)
                        .collect(Collectors.joining(", ")));
    }
}
