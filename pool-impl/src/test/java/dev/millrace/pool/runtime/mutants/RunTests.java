package dev.millrace.pool.runtime.mutants;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs tests in this JVM, one after the other, to the first that fails, whose name it prints: 1 then, 0 if none failed, 2 if there were none. */
final class RunTests {
    private RunTests() {}

    public static void main(String[] tests) throws ClassNotFoundException {
        int ran = 0;
        for (String test : tests) {
            Listener listener = new Listener();
            LauncherFactory.create()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(selectors(test))
                                    .build(),
                            listener);
            ran += listener.ran;
        }
        Runtime.getRuntime().halt(ran == 0 ? 2 : 0);
    }

    /** A class, or all methods of a name in it. */
    private static List<DiscoverySelector> selectors(String test) throws ClassNotFoundException {
        String[] parts = test.split("#", -1);
        Class<?> type = Class.forName(parts[0]);
        if (parts.length == 1) {
            return List.of(DiscoverySelectors.selectClass(type));
        }
        List<DiscoverySelector> methods = new ArrayList<>();
        Stream.of(type.getDeclaredMethods())
                .filter(method -> method.getName().equals(parts[1]))
                .forEach(method -> methods.add(DiscoverySelectors.selectMethod(type, method)));
        return methods;
    }

    private static final class Listener implements TestExecutionListener {
        private int ran;

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            ran += test.isTest() ? 1 : 0;
            if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                System.out.println("FAILED " + name(test));
                System.out.flush();
                Runtime.getRuntime().halt(1); // what is broken need not end
            }
        }

        private static String name(TestIdentifier test) {
            return test.getSource()
                    .map(source -> source instanceof MethodSource method
                            ? method.getClassName().replaceAll(".*\\.", "") + "." + method.getMethodName()
                            : test.getDisplayName())
                    .orElse(test.getDisplayName());
        }
    }
}
