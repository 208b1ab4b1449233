package dev.millrace.cli.cost;

import static dev.millrace.tool.Format.text;
import static java.util.Objects.requireNonNull;

/**
 * The answer to a question.
 *
 * @param question what was asked
 * @param queue what the workers make of it
 */
record Plan(Question question, Queue queue) {

    /**
     * The workers that were named, or the least that reach the goal.
     *
     * @param plumbingSeconds what the pool adds to each job on its worker
     * @throws IllegalArgumentException if no number of workers, or not the one that was named, does
     */
    static Plan of(Question question, double plumbingSeconds) {
        ServiceTime service = question.service().longerBy(plumbingSeconds);
        double offered = question.rate() * service.mean();
        int least = (int) Math.min(Integer.MAX_VALUE, Math.floor(offered) + 1);
        if (least > Question.MOST_WORKERS) {
            throw new IllegalArgumentException(text(
                    "%,.0f jobs a second of %s keep %,.0f workers busy, and a pool has at most %,d",
                    question.rate(), Times.of(service.mean()), offered, Question.MOST_WORKERS));
        }
        if (question.workers() > 0) {
            return named(question, service, offered, least);
        }
        return search(question, service, least);
    }

    private static Plan named(Question question, ServiceTime service, double offered, int least) {
        if (question.workers() < least) {
            throw new IllegalArgumentException(text(
                    "--workers %,d cannot keep up: %,.0f jobs a second of %s keep %.2f workers busy, a utilisation of %.2f, so the queue grows for ever; at least %,d are needed",
                    question.workers(),
                    question.rate(),
                    Times.of(service.mean()),
                    offered,
                    offered / question.workers(),
                    least));
        }
        return new Plan(question, new Queue(question.rate(), question.workers(), service));
    }

    /** More workers never make it worse, so their number can be halved into. */
    private static Plan search(Question question, ServiceTime service, int least) {
        Goal goal = requireNonNull(question.goal());
        Queue most = new Queue(question.rate(), Question.MOST_WORKERS, service);
        if (!goal.isMet(most)) {
            throw new IllegalArgumentException(text(
                    "no number of workers reaches %s: the run alone has a p%s of %s",
                    goal, goal.percent(), Times.of(most.run(goal.share()))));
        }
        int low = least;
        int high = Question.MOST_WORKERS;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (goal.isMet(new Queue(question.rate(), middle, service))) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return new Plan(question, new Queue(question.rate(), low, service));
    }

    /** Whether the goal is reached; true where there is none. */
    boolean isMet() {
        return question.goal() == null || question.goal().isMet(queue);
    }
}
