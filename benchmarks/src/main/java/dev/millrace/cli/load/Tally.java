package dev.millrace.cli.load;

import java.util.zip.CRC32C;
import org.HdrHistogram.WriterReaderPhaser;

/**
 * What one thread notes of the jobs that it ran. Written by that thread alone. {@link #takeInto} may be called by one other thread at
 * any time; {@link #checksum} and {@link #lastEndNanos} are exact once the thread is done.
 */
final class Tally {
    final CRC32C crc = new CRC32C();

    private final WriterReaderPhaser phaser = new WriterReaderPhaser();
    private volatile Latencies active = Latencies.small();
    private Latencies inactive = Latencies.small(); // the taker's

    private long checksum;
    private long lastEndNanos = Long.MIN_VALUE;

    void note(long jobChecksum, long intendedNanos, long beganNanos, long endedNanos) {
        checksum += jobChecksum;
        lastEndNanos = endedNanos;
        long ticket = phaser.writerCriticalSectionEnter();
        try {
            active.record(intendedNanos, beganNanos, endedNanos);
        } finally {
            phaser.writerCriticalSectionExit(ticket);
        }
    }

    /** Moves the latencies since the last call: each is seen by one call. */
    void takeInto(Latencies sum) {
        phaser.readerLock();
        try {
            Latencies taken = active;
            active = inactive;
            inactive = taken;
            phaser.flipPhase();
            sum.add(taken);
            taken.reset();
        } finally {
            phaser.readerUnlock();
        }
    }

    /** Sum of the jobs' checksums. */
    long checksum() {
        return checksum;
    }

    /** When the latest job ended, or {@link Long#MIN_VALUE}. */
    long lastEndNanos() {
        return lastEndNanos;
    }
}
