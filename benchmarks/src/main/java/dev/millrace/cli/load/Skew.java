package dev.millrace.cli.load;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Makes some jobs longer than others, written {@code SHARE:FACTOR}: that share of the jobs computes its checksum that many times
 * over. Which ones is a fixed hash of the job's number, so two runs have the same long jobs.
 */
record Skew(double share, int factor) {
    static final Skew NONE = new Skew(0, 1);

    private static final int GOLDEN = 0x9E3779B9;

    /** How many times the job computes its checksum. */
    int repeats(int job) {
        return hash(job) < share ? factor : 1;
    }

    /** A number in [0, 1) that looks random and belongs to the job. */
    private static double hash(int job) {
        int mixed = job * GOLDEN;
        mixed = (mixed ^ mixed >>> 16) * 0x85EBCA6B;
        mixed = (mixed ^ mixed >>> 13) * 0xC2B2AE35;
        return (mixed ^ mixed >>> 16) * 0x1p-32 + 0.5;
    }

    @Override
    public String toString() {
        return share + ":" + factor;
    }

    static final class Converter implements ITypeConverter<Skew> {
        @Override
        public Skew convert(String text) {
            String[] parts = text.split(":", -1);
            if (parts.length == 2) {
                try {
                    return new Skew(Double.parseDouble(parts[0]), Integer.parseInt(parts[1]));
                } catch (NumberFormatException e) {
                    // Told below.
                }
            }
            throw new TypeConversionException("must be SHARE:FACTOR such as 0.005:100, was '" + text + "'");
        }
    }
}
