/**
 * Charts as SVG, and the page around them: one HTML file that needs nothing from outside. Knows nothing of pools. The one
 * place that turns text into markup is {@link dev.millrace.pool.metrics.chart.Markup}.
 */
@NullMarked
package dev.millrace.pool.metrics.chart;

import org.jspecify.annotations.NullMarked;
