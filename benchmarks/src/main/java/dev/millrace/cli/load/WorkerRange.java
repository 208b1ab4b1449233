package dev.millrace.cli.load;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Bounds of the pool's size, written {@code MIN:MAX}, or {@code N} for a fixed size.
 *
 * @param min the least
 * @param max the most
 */
public record WorkerRange(int min, int max) {

    /** From 2 to the number of processors, at least 2. */
    public static WorkerRange ofMachine() {
        return new WorkerRange(2, Math.max(2, Runtime.getRuntime().availableProcessors()));
    }

    @Override
    public String toString() {
        return min == max ? Integer.toString(min) : min + ":" + max;
    }

    /** Reads it. */
    public static final class Converter implements ITypeConverter<WorkerRange> {
        @Override
        public WorkerRange convert(String text) {
            String[] parts = text.split(":", -1);
            try {
                int min = Integer.parseInt(parts[0]);
                int max = parts.length == 1 ? min : Integer.parseInt(parts[1]);
                if (parts.length <= 2) {
                    return new WorkerRange(min, max);
                }
            } catch (NumberFormatException e) {
                // Told below.
            }
            throw new TypeConversionException("must be MIN:MAX or N in whole numbers, was '" + text + "'");
        }
    }
}
