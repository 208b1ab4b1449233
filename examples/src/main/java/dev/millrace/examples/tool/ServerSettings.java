package dev.millrace.examples.tool;

import java.util.Properties;

/** What the JDK's HTTP server can be told by system properties alone, and reads once in a JVM. Values given by the user stay. */
public final class ServerSettings {
    /** Connections that the system has made and the server has not yet taken. */
    public static final int BACKLOG = 1_024;
    /** More connections than this at once are closed after their answer, under the hands of clients that meant to keep them. */
    public static final int IDLE_CONNECTIONS = 2_048;

    private static final int REQUEST_SECONDS = 10;

    private ServerSettings() {}

    /** Before the first server of the JVM. */
    public static void apply() {
        Properties properties = System.getProperties();
        // Head and body of an answer are two writes on JDK 17; the second must not wait until the first is
        // acknowledged.
        properties.putIfAbsent("sun.net.httpserver.nodelay", "true");
        // Who takes longer to send a request is cut off: a reader waits for it meanwhile.
        properties.putIfAbsent("sun.net.httpserver.maxReqTime", Integer.toString(REQUEST_SECONDS));
        properties.putIfAbsent("sun.net.httpserver.maxIdleConnections", Integer.toString(IDLE_CONNECTIONS));
    }
}
