package dev.millrace.bench.fan;

import dev.millrace.tool.Work;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The mapping that all rivals do: numbers to themselves, after some work. It has as many classes as there are in a program that maps many things, so that no call has but one target.
 *
 * @param inputs the numbers
 * @param steps of {@link Work#burn} for each
 */
record MapJob(List<Integer> inputs, long steps) {

    static MapJob of(int inputs, long steps) {
        return new MapJob(IntStream.range(0, inputs).boxed().toList(), steps);
    }

    /** One input's work. */
    Integer apply(Integer input) {
        if (steps > 0) {
            Work.burn(steps);
        }
        return input;
    }

    /** Throws unless there is one answer for each input, in order. */
    void check(List<Integer> answers) {
        if (answers.size() != inputs.size()) {
            throw new IllegalStateException(answers.size() + " answers to " + inputs.size() + " inputs");
        }
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i) != i) {
                throw new IllegalStateException("answer " + i + " is " + answers.get(i));
            }
        }
    }
}
