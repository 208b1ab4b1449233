package dev.millrace.cli.soak;

import org.jspecify.annotations.Nullable;

/** Where the stack ends. */
final class Edge {
    private static final int ACCEPTED = 1;
    private static final int REFUSED = 2;

    private Edge() {}

    /** Runs out of stack. */
    static void overflow() {
        if (descend(0) < 0) {
            throw new IllegalStateException("a stack without an end");
        }
    }

    private static int descend(int depth) {
        return depth == Integer.MAX_VALUE ? -1 : descend(depth + 1) + 1;
    }

    /** Submits a job from the first frame, counted from the end of the stack, from which that can be done: what fails before must not have been accepted. */
    static void submit(Scene scene) {
        SoakJob child = scene.child();
        if (child == null) {
            return;
        }
        child.bring();
        int answer = submit(scene, child, 0);
        scene.uncertain.increment();
        if (answer != 0) {
            scene.attempts.increment();
            scene.ledger.fate(child.number, answer == ACCEPTED ? Fate.ACCEPTED : Fate.REFUSED);
            if (answer == REFUSED) {
                scene.refused.increment();
            }
        }
    }

    @SuppressWarnings("InfiniteRecursion") // until the stack is used up
    private static int submit(Scene scene, @Nullable SoakJob child, int depth) {
        int answer;
        try {
            answer = submit(scene, child, depth + 1);
        } catch (StackOverflowError e) {
            answer = 0;
        }
        if (answer == 0 && child != null) {
            try {
                answer = scene.pool().tryExecute(child) ? ACCEPTED : REFUSED;
            } catch (StackOverflowError e) {
                answer = 0;
            }
        }
        return answer;
    }
}
