package dev.millrace.integration;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Threads that do the same at the same time. */
final class Callers {
    private Callers() {}

    /** What one of them does. */
    interface Call {
        void of(int caller) throws Exception;
    }

    /** Runs them all to their end; the first failure is thrown. */
    static void run(int callers, Call call) throws Exception {
        List<FutureTask<Void>> all = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            int number = i;
            FutureTask<Void> one = new FutureTask<>(() -> {
                call.of(number);
                return null;
            });
            all.add(one);
            new Thread(one, "caller-" + i).start();
        }
        for (FutureTask<Void> one : all) {
            one.get(60, TimeUnit.SECONDS);
        }
    }
}
