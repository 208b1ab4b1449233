package dev.millrace.pool.metrics.report;

import java.util.Locale;

/** What a report is written as. */
public enum ReportFormat {
    /** For people. */
    TXT,
    /** The percentile spectrum of the total, for HdrHistogram's plotters. */
    HGRM,
    /** The intervals, for HdrHistogram's tools and {@link RunReport#read}. */
    HLOG,
    /** All of it, for programs and {@link RunReport#read}. */
    JSON,
    /** The percentile curves as a picture; needs {@code org.knowm.xchart:xchart}. */
    PNG,
    /** One page, for browsers; needs no network. */
    HTML;

    /** What the file's name ends with. */
    public String ending() {
        return "." + name().toLowerCase(Locale.ROOT);
    }
}
