package dev.millrace.pool.runtime.jfr;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * What Flight Recorder is told of one pool while this is open. The tests tell it no string of 17 to 127 characters twice: that of JDK 17 keeps such strings apart, and when a thread that is new to a chunk of the recording tells one again,
 * it may be read as null.
 */
final class Tape implements AutoCloseable {
    private final Recording recording = new Recording();
    private final String event;
    private final String pool;

    private Tape(String event, String pool) {
        this.event = event;
        this.pool = pool;
    }

    /** Begins to record an event, at once. Flight Recorder asks for what it asks for as often as it can. */
    static Tape of(String event, String pool) {
        return of(event, pool, Duration.ofMillis(20));
    }

    /** The same, if Flight Recorder asks for the event at some period. */
    static Tape of(String event, String pool, Duration period) {
        Tape tape = new Tape(event, pool);
        tape.recording.enable(event).withPeriod(period);
        tape.recording.start();
        return tape;
    }

    /** Begins to record everything but what must be asked for. */
    static Tape ofDefaults(String event, String pool) {
        Tape tape = new Tape(event, pool);
        tape.recording.start();
        return tape;
    }

    /** Those of the event and the pool, in the order of their time. */
    List<RecordedEvent> events() {
        try {
            Path file = Files.createTempFile("millrace", ".jfr");
            try {
                recording.dump(file);
                return RecordingFile.readAllEvents(file).stream()
                        .filter(recorded -> recorded.getEventType().getName().equals(event)
                                && recorded.getString("pool").equals(pool))
                        .sorted((one, other) -> one.getStartTime().compareTo(other.getStartTime()))
                        .toList();
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Awaits that what there is so far is as it should be. */
    List<RecordedEvent> until(Predicate<List<RecordedEvent>> condition) {
        AtomicReference<List<RecordedEvent>> seen = new AtomicReference<>(List.of());
        try {
            Awaitility.await()
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(100, TimeUnit.MILLISECONDS)
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> {
                        seen.set(events());
                        return condition.test(seen.get());
                    });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("recorded so far: " + seen, e);
        }
        return seen.get();
    }

    /** Awaits so many events. */
    List<RecordedEvent> until(int number) {
        return until(recorded -> recorded.size() >= number);
    }

    @Override
    public void close() {
        recording.close();
    }
}
