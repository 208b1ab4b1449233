package dev.millrace.pool.metrics.prometheus;

import java.nio.file.Files;
import java.nio.file.Path;

/** Files that users of monitoring take from this project. */
public final class Ops {
    private Ops() {}

    /** The alerts. */
    public static final Path ALERTS = file("ops/prometheus/millrace-alerts.yml");
    /** Their tests. */
    public static final Path ALERT_TESTS = file("ops/prometheus/millrace-alerts-test.yml");
    /** The dashboard. */
    public static final Path DASHBOARD = file("ops/grafana/millrace.json");
    /** The page of the meters. */
    public static final Path PAGE = file("docs/metrics.md");

    private static Path file(String name) {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("ops"))) {
                return folder.resolve(name);
            }
        }
        throw new IllegalStateException("no folder 'ops' above " + Path.of("").toAbsolutePath());
    }
}
