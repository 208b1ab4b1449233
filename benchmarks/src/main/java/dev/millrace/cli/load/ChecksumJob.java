package dev.millrace.cli.load;

/**
 * One job: computes the CRC-32C of its record. A new object for each job, 24 bytes, so that none can be reused while it is still
 * somewhere in the pool; its intended time follows from its number.
 */
final class ChecksumJob implements Runnable {
    private final Workload workload;
    private final Schedule schedule;
    private final int number;

    ChecksumJob(Workload workload, Schedule schedule, int number) {
        this.workload = workload;
        this.schedule = schedule;
        this.number = number;
    }

    int number() {
        return number;
    }

    @Override
    public void run() {
        long began = System.nanoTime();
        Tally tally = workload.tallies().mine();
        long checksum = workload.compute(number, tally.crc);
        workload.ledger().sign(number);
        tally.note(checksum, schedule.intendedNanos(number), began, System.nanoTime());
    }
}
