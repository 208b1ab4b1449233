package dev.millrace.cli;

import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads numbers as people write them, {@code 1000000}, {@code 1_000_000} or {@code 1,000,000}. */
record Numbers<N>(Function<String, N> parser, String kind) implements ITypeConverter<N> {
    static final Numbers<Integer> WHOLE = new Numbers<>(Integer::valueOf, "a whole number up to 2,147,483,647");
    static final Numbers<Double> DECIMAL = new Numbers<>(Double::valueOf, "a number");

    @Override
    public N convert(String text) {
        try {
            return parser.apply(text.replaceAll("(?<=\\d)[_,](?=\\d)", ""));
        } catch (NumberFormatException e) {
            throw new TypeConversionException("must be " + kind + ", was '" + text + "'");
        }
    }
}
