package dev.millrace.pool;

import java.time.Instant;

/**
 * The death of a worker.
 *
 * @param worker name of its thread
 * @param at when
 * @param cause what ended it, in words
 */
public record WorkerDeath(String worker, Instant at, String cause) {}
