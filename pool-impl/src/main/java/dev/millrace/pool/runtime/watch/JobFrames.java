package dev.millrace.pool.runtime.watch;

import java.util.List;

/** Tells from a worker's stack which job it runs: by the first frame that is neither the pool's nor the JDK's, above those of the pool that the thread began with. */
final class JobFrames {
    private static final String POOL = "dev.millrace.pool.";
    private static final int SHOWN = 64;

    private JobFrames() {}

    /** The class and method in which the job's part of the stack begins. */
    static String name(List<StackTraceElement> stack) {
        int at = stack.size() - 1;
        while (at >= 0 && !isPool(stack.get(at))) {
            at--; // the factory's
        }
        while (at >= 0 && isPool(stack.get(at))) {
            at--;
        }
        int first = at;
        while (at >= 0 && (isPool(stack.get(at)) || isJdk(stack.get(at)))) {
            at--;
        }
        if (at < 0 && first < 0) {
            return "a job";
        }
        StackTraceElement frame = stack.get(at < 0 ? first : at);
        return frame.getClassName() + "." + frame.getMethodName();
    }

    private static boolean isPool(StackTraceElement frame) {
        return frame.getClassName().startsWith(POOL);
    }

    private static boolean isJdk(StackTraceElement frame) {
        String name = frame.getClassName();
        return name.startsWith("java.")
                || name.startsWith("javax.")
                || name.startsWith("jdk.")
                || name.startsWith("sun.");
    }

    /** For a log: one frame a line, the innermost first. */
    static String text(List<StackTraceElement> stack) {
        StringBuilder text = new StringBuilder();
        for (StackTraceElement frame : stack.subList(0, Math.min(SHOWN, stack.size()))) {
            text.append(System.lineSeparator()).append("\tat ").append(frame);
        }
        if (stack.size() > SHOWN) {
            text.append(System.lineSeparator())
                    .append("\t... ")
                    .append(stack.size() - SHOWN)
                    .append(" more");
        }
        return text.toString();
    }
}
