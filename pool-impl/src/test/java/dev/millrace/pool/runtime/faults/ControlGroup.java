package dev.millrace.pool.runtime.faults;

import dev.millrace.pool.runtime.support.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** A control group of Linux for one test, of either version; there is none where the user may not make any. */
final class ControlGroup implements AutoCloseable {
    private static final Path ROOT = Path.of("/sys/fs/cgroup");

    private final Path folder;

    private ControlGroup(Path folder) {
        this.folder = folder;
    }

    /** One with a file that limits it; nothing if there can be none. */
    private static Optional<ControlGroup> with(String controller, String... limits) {
        return Stream.of(ROOT.resolve(controller), ROOT)
                .filter(Files::isDirectory)
                .flatMap(parent -> made(parent, limits).stream())
                .findFirst();
    }

    private static Optional<ControlGroup> made(Path parent, String... limits) {
        try {
            Path folder = Files.createTempDirectory(parent, "millrace-");
            ControlGroup group = new ControlGroup(folder);
            boolean limited = Stream.of(limits).anyMatch(limit -> Files.isWritable(folder.resolve(limit)));
            if (limited && Files.isWritable(group.members())) {
                return Optional.of(group);
            }
            group.close();
        } catch (IOException | SecurityException notAllowed) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** One whose threads can be limited. */
    static Optional<ControlGroup> ofThreads() {
        return with("pids", "pids.max");
    }

    /** One whose processor time can be limited. */
    static Optional<ControlGroup> ofProcessorTime() {
        return with("cpu", "cpu.max", "cpu.cfs_quota_us");
    }

    /** Where the number of a process is written that is to be a member. */
    Path members() {
        return folder.resolve("cgroup.procs");
    }

    /** How many threads it has. */
    int threads() {
        try {
            return Integer.parseInt(
                    Files.readString(folder.resolve("pids.current")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets it have no more than so many. */
    void limitThreads(int most) {
        write("pids.max", Integer.toString(most));
    }

    /** Lets it have as many as it likes. */
    void limitThreadsNoMore() {
        write("pids.max", "max");
    }

    /** Gives it so many hundredths of one processor, ten times a second. */
    void limitProcessorTime(int percent) {
        if (Files.exists(folder.resolve("cpu.max"))) {
            write("cpu.max", percent * 1_000 + " 100000");
        } else {
            write("cpu.cfs_quota_us", Integer.toString(percent * 1_000));
        }
    }

    /** Gives it all there is. */
    void limitProcessorTimeNoMore() {
        if (Files.exists(folder.resolve("cpu.max"))) {
            write("cpu.max", "max 100000");
        } else {
            write("cpu.cfs_quota_us", "-1");
        }
    }

    private void write(String file, String value) {
        try {
            Files.writeString(folder.resolve(file), value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes it when its last process has gone. */
    @Override
    public void close() {
        Await.until(() -> folder.toFile().delete() || !Files.exists(folder), () -> folder + " is still in use");
    }
}
