package dev.millrace.bench;

/** Jobs that are sent in turn, over and over, and what they count towards. */
public final class Jobs {
    private final Runnable[] jobs;
    private final Completions completions;
    /** What the tokens of the first so many add up to. */
    private final long[] sums;

    /** @param number at least 1 */
    public Jobs(Weight weight, int number, Completions completions) {
        this.jobs = weight.jobs(number, completions);
        this.completions = completions;
        this.sums = new long[number + 1];
        for (int i = 0; i < number; i++) {
            sums[i + 1] = sums[i] + token(i);
        }
    }

    /** The number that stands for a job: no few of them add up to one of the others by chance. */
    static long token(int index) {
        long mixed = (index + 1) * 0x9E37_79B9_7F4A_7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        return mixed ^ (mixed >>> 31);
    }

    /** Themselves. */
    public Runnable[] all() {
        return jobs;
    }

    /** Where they count. */
    public Completions completions() {
        return completions;
    }

    /** What so many add up to that are sent in turn, from the first. */
    public long checksum(long number) {
        return number / jobs.length * sums[jobs.length] + sums[(int) (number % jobs.length)];
    }
}
