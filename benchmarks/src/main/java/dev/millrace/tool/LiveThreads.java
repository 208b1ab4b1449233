package dev.millrace.tool;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Processor time of all live threads of this process to the nanosecond, where Linux tells: the JDK's clock ticks every 10 ms. */
public final class LiveThreads {
    private static final Path TASKS = Path.of("/proc/self/task");

    private LiveThreads() {}

    /** The time so far, of the JVM's own threads as well; what {@link ProcessUsage#cpuNow} tells on other systems. */
    public static long cpuNow() {
        long nanos = 0;
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
            for (Path task : tasks) {
                nanos += of(task);
            }
        } catch (IOException e) {
            return ProcessUsage.cpuNow();
        }
        return nanos == 0 ? ProcessUsage.cpuNow() : nanos;
    }

    private static long of(Path task) {
        try {
            String schedstat = Files.readString(task.resolve("schedstat"));
            return Long.parseLong(schedstat.substring(0, schedstat.indexOf(' ')));
        } catch (IOException e) {
            return 0; // ended meanwhile
        }
    }
}
