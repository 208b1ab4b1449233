package dev.millrace.pool.runtime;

import java.time.Duration;

/** Processor time of the process. */
final class ProcessorTime {
    private static final ProcessHandle SELF = ProcessHandle.current();

    private ProcessorTime() {}

    /** What all threads of the process have used so far; 0 where the system does not tell. */
    static long used() {
        return SELF.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
    }
}
