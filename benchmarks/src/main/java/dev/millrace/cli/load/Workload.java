package dev.millrace.cli.load;

import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/** What the jobs share: the records that they checksum, and where they leave their traces. */
record Workload(Records records, Skew skew, Ledger ledger, Tallies tallies) {

    static Workload of(Records records, LoadOptions options) {
        return new Workload(
                records, options.skew(), Ledger.of(options.warmupJobs() + options.measuredJobs()), new Tallies());
    }

    /** Does a job's work and returns its contribution to the combined checksum. */
    long compute(int job, CRC32C crc) {
        int checksum = records.checksum(job, crc);
        for (int repeat = skew.repeats(job); repeat > 1; repeat--) {
            checksum |= checksum ^ records.checksum(job, crc); // the same again, in a way that needs to be computed
        }
        return contribution(job, checksum);
    }

    /** What the jobs below a number must add up to, computed by this thread alone. */
    long expectedChecksum(int jobs) {
        CRC32C crc = new CRC32C();
        int[] checksums = IntStream.range(0, Math.min(jobs, records.count()))
                .map(number -> records.checksum(number, crc))
                .toArray();
        long sum = 0;
        for (int job = 0; job < jobs; job++) {
            sum += contribution(job, checksums[job % checksums.length]);
        }
        return sum;
    }

    /** Ties a checksum to its job: with a plain sum two jobs could do each other's work unseen. */
    static long contribution(int job, int checksum) {
        return Integer.toUnsignedLong(checksum) * (2L * job + 1);
    }
}
