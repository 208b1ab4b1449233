package dev.millrace.pool.metrics.chart;

/** How the values of one series are spread, for a {@link PercentileChart}. Immutable. */
public final class Curve {
    private final String name;
    private final String style;
    private final long[] values;
    private final long[] countsToHere;

    /**
     * A curve.
     *
     * @param name in the legend
     * @param style class of the style sheet that gives colour and dashes
     * @param values ascending
     * @param countsToHere how many values are at or below each
     */
    public Curve(String name, String style, long[] values, long[] countsToHere) {
        this.name = name;
        this.style = style;
        this.values = values.clone();
        this.countsToHere = countsToHere.clone();
    }

    String name() {
        return name;
    }

    String style() {
        return style;
    }

    /** How many different values there are. */
    public int size() {
        return values.length;
    }

    /** One of the values; the last is the largest. */
    public long value(int at) {
        return values[at];
    }

    /** How many there are up to that value. */
    public long countTo(int at) {
        return countsToHere[at];
    }

    /** How many there are. */
    public long count() {
        return size() == 0 ? 0 : countsToHere[size() - 1];
    }

    /** The largest; there must be one. */
    public long largest() {
        return values[size() - 1];
    }

    long[] values() {
        return values.clone();
    }

    long[] countsToHere() {
        return countsToHere.clone();
    }
}
