package dev.millrace.bench.scenario;

import dev.millrace.bench.Contender;
import dev.millrace.bench.UnverifiedException;
import dev.millrace.bench.limit.Echo;
import dev.millrace.bench.limit.PaddedLong;
import dev.millrace.bench.limit.Spin;

/** A pool that gives numbers back: each is a job that answers it. Four classes of jobs take turns. */
final class PoolEcho implements Echo {
    private final Contender contender;
    private final boolean byHandle;
    private final PaddedLong answered = new PaddedLong();
    private final Runnable[] jobs = {() -> answer(), () -> answer(), () -> answer(), () -> answer()};
    /** Written by the caller before it submits, read by the job. */
    private long asked;

    /** @param byHandle whether the caller waits for the handle, which may let it sleep, or spins for the answer */
    PoolEcho(Contender contender, boolean byHandle) {
        this.contender = contender;
        this.byHandle = byHandle;
    }

    private void answer() {
        answered.set(asked);
    }

    @Override
    public void wake() {
        contender.wake();
    }

    @Override
    public void call(long number) throws Exception {
        asked = number;
        Runnable job = jobs[(int) (number % jobs.length)];
        if (byHandle) {
            contender.submit(job).get();
            if (answered.get() != number) {
                throw new UnverifiedException("a handle was done whose job had not run");
            }
        } else {
            contender.execute(job);
            Spin.hardUntil(() -> answered.get() == number);
        }
    }

    @Override
    public void rest() {
        contender.rest();
    }

    @Override
    public void close() {
        contender.close();
    }
}
