package dev.millrace.pool;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What {@link JobOptions} are made of. */
record JobSettings(
        @Nullable Duration startBudget,
        @Nullable Duration runBudget,
        Priority priority,
        @Nullable String label,
        boolean predicted)
        implements JobOptions {
    static final JobSettings NONE = new JobSettings(null, null, Priority.NORMAL, null, false);

    private static final int LONGEST_LABEL = 64;
    /** What could forge a line of a log, or hide in one: control, format, surrogate and separator characters but the space. */
    private static final Pattern UNSAFE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    @Override
    public JobOptions startingWithin(Duration budget) {
        return new JobSettings(positive("startWithin", budget), runBudget, priority, label, predicted);
    }

    @Override
    public JobOptions runWithin(Duration budget) {
        return new JobSettings(startBudget, positive("runWithin", budget), priority, label, predicted);
    }

    @Override
    public JobOptions priority(Priority wanted) {
        return new JobSettings(startBudget, runBudget, requireNonNull(wanted, "priority"), label, predicted);
    }

    @Override
    public JobOptions label(String wanted) {
        requireNonNull(wanted, "label");
        String cut = wanted.length() <= LONGEST_LABEL ? wanted : wanted.substring(0, LONGEST_LABEL);
        return new JobSettings(
                startBudget, runBudget, priority, UNSAFE.matcher(cut).replaceAll("?"), predicted);
    }

    @Override
    public JobOptions admitByPrediction() {
        return new JobSettings(startBudget, runBudget, priority, label, true);
    }

    static Duration positive(String setting, Duration budget) {
        requireNonNull(budget, setting);
        if (budget.isNegative() || budget.isZero()) {
            throw new IllegalArgumentException(setting + " must be > 0, was " + budget);
        }
        return budget;
    }
}
