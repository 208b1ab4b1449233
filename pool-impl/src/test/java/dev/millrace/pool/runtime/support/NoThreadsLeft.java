package dev.millrace.pool.runtime.support;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a class whose tests leave a thread named {@code millrace-*} behind. */
public final class NoThreadsLeft implements BeforeAllCallback, AfterAllCallback {
    private static final ExtensionContext.Namespace HERE = ExtensionContext.Namespace.create(NoThreadsLeft.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getStore(HERE).put(HERE, new HashSet<>(PoolThreads.alive()));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Set<?> before = context.getStore(HERE).get(HERE, Set.class);
        Await.until(() -> left(before).isEmpty(), () -> "threads left behind: " + PoolThreads.stacksOf(left(before)));
    }

    private static List<Thread> left(Set<?> before) {
        return PoolThreads.alive().stream()
                .filter(thread -> !before.contains(thread))
                .toList();
    }
}
