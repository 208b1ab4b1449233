package dev.millrace.examples.sum;

import dev.millrace.examples.tool.Output;
import dev.millrace.pool.Handler;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** A worker's handler: it adds up what it is given without any synchronisation, since it is its worker's alone, and hands its part over when it is closed. */
final class Adder implements Handler<Integer> {
    private final AtomicInteger numbering;
    private final LongAdder total;
    private final Output out;
    private int number;
    private long part;

    Adder(AtomicInteger numbering, LongAdder total, Output out) {
        this.numbering = numbering;
        this.total = total;
        this.out = out;
    }

    @Override
    public void open() {
        number = numbering.incrementAndGet();
        out.line("handler %d: open on %s", number, Thread.currentThread().getName());
    }

    @Override
    public void handle(Integer job) {
        part += job;
        out.line("handler %d: %d", number, job);
    }

    @Override
    public void close() {
        total.add(part);
        out.line("handler %d: close, its part is %d", number, part);
    }
}
