package dev.millrace.bench.table;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonSyntaxException;
import dev.millrace.bench.match.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Raw results on their way from a process to the one that started it: an object of JSON a line. */
public record RawFile(Path path) {
    private static final Gson GSON = new GsonBuilder()
            .serializeSpecialFloatingPointValues()
            .disableHtmlEscaping()
            .create();

    /** Adds a line at the end. */
    public void append(Line line) throws IOException {
        Files.writeString(
                path, GSON.toJson(line) + System.lineSeparator(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** All so far. */
    public List<Line> lines() throws IOException {
        List<Line> lines = new ArrayList<>();
        for (String text : Files.readAllLines(path)) {
            try {
                lines.add(GSON.fromJson(text, Line.class));
            } catch (JsonSyntaxException e) {
                throw new IOException(path + " is damaged", e);
            }
        }
        return lines;
    }

    /** Writes one object with what was run, where, and every round. */
    public static void write(Path file, Map<String, String> facts, List<Line> lines) throws IOException {
        Map<String, Object> whole = new LinkedHashMap<>(facts);
        whole.put("rounds", lines);
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(
                file,
                GSON.toJson(whole).replace("{\"scenario\"", System.lineSeparator() + "{\"scenario\"")
                        + System.lineSeparator());
    }
}
