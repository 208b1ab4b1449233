package dev.millrace.pool.context;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** A job with the log markers of its submitter. */
final class MdcContext implements Runnable {
    private final Runnable job;
    /** Copied at the submit, then only read; null for none. */
    private final @Nullable Map<String, String> markers = MDC.getCopyOfContextMap();

    private MdcContext(Runnable job) {
        this.job = job;
    }

    static Runnable wrap(Runnable job) {
        return new MdcContext(job);
    }

    @Override
    public void run() {
        Map<String, String> before = MDC.getCopyOfContextMap();
        try {
            set(markers);
            job.run();
        } finally {
            set(before);
        }
    }

    private static void set(@Nullable Map<String, String> markers) {
        if (markers == null || markers.isEmpty()) {
            MDC.clear();
        } else {
            MDC.setContextMap(markers);
        }
    }
}
