package dev.millrace.examples.files;

import dev.millrace.examples.tool.ProgressBar;
import dev.millrace.pool.FanIn;
import dev.millrace.pool.FanOut;
import dev.millrace.pool.FanResult;
import dev.millrace.pool.WorkerPool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads files twice: several at once on a pool, and one after the other. */
final class FilesRun {
    private final List<Path> files;
    private final int workers;
    private volatile boolean stopped;

    FilesRun(List<Path> files, int workers) {
        this.files = files;
        this.workers = workers;
    }

    /** Reads no further file, now and later. Callable from any thread. */
    void stop() {
        stopped = true;
    }

    /** Several at once. A file that cannot be read is a row as any other, with its error. */
    Pass atOnce(ProgressBar progress) {
        Map<Path, Row> rows = new TreeMap<>();
        long begin = System.nanoTime();
        try (WorkerPool pool = WorkerPool.builder("files").workers(workers).build();
                FanIn<FanResult<Path, FileFacts>> results =
                        pool.mapAsCompleted(files, FileFacts::of, FanOut.collectAll())) {
            for (FanResult<Path, FileFacts> result : results) {
                rows.put(result.input(), Row.of(result));
                progress.step();
                if (stopped) {
                    break; // and leave: that closes the fan-in, and nothing more is begun
                }
            }
            return new Pass(
                    rows, System.nanoTime() - begin, results.efficiency().toString());
        }
    }

    /** One after the other on this thread: the right answers, and the time to compare with. */
    Pass inTurn() {
        Map<Path, Row> rows = new TreeMap<>();
        long begin = System.nanoTime();
        for (Path file : files) {
            if (stopped) {
                break;
            }
            rows.put(file, readInTurn(file));
        }
        return new Pass(rows, System.nanoTime() - begin, "");
    }

    private static Row readInTurn(Path file) {
        try {
            return new Row(file, FileFacts.of(file), null);
        } catch (IOException error) {
            return Row.failed(file, error);
        }
    }
}
