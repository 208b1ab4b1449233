package dev.millrace.cli.cost;

import static dev.millrace.tool.Format.text;

import com.google.gson.GsonBuilder;
import dev.millrace.bench.Samples;
import dev.millrace.tool.Build;
import dev.millrace.tool.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Figures and answers for programs. */
final class CostFiles {
    private CostFiles() {}

    /** A line a round. */
    static void writeCsv(Path file, Figures figures) throws IOException {
        List<String> lines = new ArrayList<>(List.of("path,round,jobs,cpuNanos,nanos"));
        figures.costs()
                .forEach(cost -> lines.add(text(
                        "%s,%d,%d,%.1f,%.1f", cost.path(), cost.round(), cost.jobs(), cost.cpuNanos(), cost.nanos())));
        Files.write(file, lines);
    }

    /** All in one object; times of paths in nanoseconds, those of queues in seconds, sizes in bytes. */
    static void writeJson(Path file, Figures figures, @Nullable Answer answer, @Nullable Check check)
            throws IOException {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("version", Build.version());
        all.put("machine", Host.machine());
        all.put("java", Host.java());
        Map<String, Object> paths = new LinkedHashMap<>();
        Figures.paths().forEach(path -> paths.put(path, path(figures.cpu(path), figures.elapsed(path))));
        all.put("paths", paths);
        all.put("memory", memory(figures.memory()));
        if (answer != null) {
            all.put("answer", answer(answer));
        }
        if (check != null) {
            all.put("check", check(check));
        }
        Files.writeString(file, new GsonBuilder().setPrettyPrinting().create().toJson(all) + System.lineSeparator());
    }

    private static Map<String, Object> path(Samples cpu, Samples elapsed) {
        Map<String, Object> path = new LinkedHashMap<>();
        path.put("cpuNanos", cpu.median());
        path.put("cpuNanosP10", cpu.quantile(0.1));
        path.put("cpuNanosP90", cpu.quantile(0.9));
        path.put("elapsedNanos", elapsed.median());
        return path;
    }

    private static Map<String, Object> memory(Memory memory) {
        Map<String, Object> sizes = new LinkedHashMap<>();
        sizes.put("idlePool", memory.idlePoolBytes());
        sizes.put("worker", memory.workerBytes());
        sizes.put("stackResident", memory.stackResidentBytes());
        sizes.put("stackReserved", memory.stackReservedBytes());
        sizes.put("executed", memory.executedBytes());
        sizes.put("submitted", memory.submittedBytes());
        sizes.put("batched", memory.batchedBytes());
        return sizes;
    }

    private static Map<String, Object> answer(Answer answer) {
        Queue queue = answer.plan().queue();
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("workers", queue.workers());
        told.put("goalMet", answer.plan().isMet());
        told.put("utilisation", queue.utilisation());
        told.put("waits", queue.waits());
        told.put("variability", queue.service().variability());
        told.putAll(queue(queue.wait(0.5), queue.wait(0.99), queue.total(0.5), queue.total(0.99)));
        told.put("leastPlumbing", answer.leastPlumbing());
        told.put("mostPlumbing", answer.mostPlumbing());
        return told;
    }

    private static Map<String, Object> check(Check check) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("simulated", queue(check.simulated()));
        Simulation.Waits measured = check.measured();
        if (measured == null) {
            told.put("obstacle", String.valueOf(check.obstacle()));
        } else {
            told.put("measured", queue(measured));
        }
        return told;
    }

    private static Map<String, Object> queue(Simulation.Waits waits) {
        return queue(waits.wait(0.5), waits.wait(0.99), waits.total(0.5), waits.total(0.99));
    }

    private static Map<String, Object> queue(double wait50, double wait99, double total50, double total99) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("waitP50", wait50);
        told.put("waitP99", wait99);
        told.put("totalP50", total50);
        told.put("totalP99", total99);
        return told;
    }
}
