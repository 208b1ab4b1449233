package dev.millrace.pool;

import java.time.Duration;

/**
 * A stage of a {@link Pipeline} at one moment.
 *
 * @param name its name
 * @param width how many of its jobs may run at once
 * @param buffer how many inputs may wait before it; 0 for the first, which reads the source
 * @param running its jobs that run
 * @param buffered inputs that wait before it
 * @param heldBack results that wait to be handed on since the next buffer is full; each takes one of its places
 * @param started inputs that it has begun with
 * @param passed results that it has handed on
 * @param failed inputs that failed here
 * @param run time that its jobs ran, summed
 */
public record StageStats(
        String name,
        int width,
        int buffer,
        int running,
        int buffered,
        int heldBack,
        long started,
        long passed,
        long failed,
        Duration run) {}
