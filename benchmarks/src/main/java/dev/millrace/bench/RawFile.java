package dev.millrace.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The raw results: comments, a heading, a line a score. */
record RawFile(Path path) {

    /** Begins anew. */
    void begin(List<String> comments) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        Files.write(path, comments.stream().map(comment -> "# " + comment).toList());
        append(Score.HEADER);
    }

    void append(String line) throws IOException {
        Files.writeString(path, line + System.lineSeparator(), StandardOpenOption.APPEND);
    }

    List<Score> scores() throws IOException {
        return Files.readAllLines(path).stream()
                .filter(line -> !line.startsWith("#") && !line.equals(Score.HEADER))
                .map(Score::parse)
                .toList();
    }
}
