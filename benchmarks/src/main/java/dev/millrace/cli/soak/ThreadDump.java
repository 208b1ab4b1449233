package dev.millrace.cli.soak;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All threads with all their frames, in a file. */
final class ThreadDump {
    private ThreadDump() {}

    /**
     * Writes it.
     *
     * @param beside the file beside which it is put; null for the working folder
     * @param before text that comes first
     */
    static Path write(@Nullable Path beside, String before) throws IOException {
        String name = "millrace-soak-" + ProcessHandle.current().pid() + "-threads.txt";
        Path file = beside == null ? Path.of(name) : beside.toAbsolutePath().resolveSibling(name);
        List<String> lines = new ArrayList<>();
        lines.add(before);
        for (Map.Entry<Long, ThreadInfo> entry : infos().entrySet()) {
            ThreadInfo info = entry.getValue();
            lines.add(info.getThreadName() + " " + info.getThreadState() + " " + info.getLockInfo());
            for (StackTraceElement frame : info.getStackTrace()) {
                lines.add("    at " + frame);
            }
        }
        return Files.write(file, lines);
    }

    private static Map<Long, ThreadInfo> infos() {
        Map<Long, ThreadInfo> infos = new TreeMap<>();
        for (ThreadInfo info : ManagementFactory.getThreadMXBean().dumpAllThreads(true, true)) {
            infos.put(info.getThreadId(), info);
        }
        return infos;
    }
}
