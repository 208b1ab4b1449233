package dev.millrace.pool.metrics.chart;

import java.util.Map;

/**
 * A chart, ready for a {@link Page}.
 *
 * @param svg the picture
 * @param data what the page's script needs to tell values under the pointer
 */
public record Drawn(String svg, Map<String, Object> data) {}
