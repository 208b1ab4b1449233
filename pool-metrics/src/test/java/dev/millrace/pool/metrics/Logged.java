package dev.millrace.pool.metrics;

import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What a class logs, while this is open. */
final class Logged extends Handler implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger logger;

    private Logged(Logger logger) {
        this.logger = logger;
    }

    static Logged of(Class<?> type) {
        Logged logged = new Logged(Logger.getLogger(type.getName()));
        logged.logger.addHandler(logged);
        return logged;
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public void publish(LogRecord line) {
        lines.add(
                line.getParameters() == null
                        ? line.getMessage()
                        : MessageFormat.format(line.getMessage(), line.getParameters()));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
