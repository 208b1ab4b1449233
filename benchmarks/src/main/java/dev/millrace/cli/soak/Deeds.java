package dev.millrace.cli.soak;

import dev.millrace.pool.FanOut;
import dev.millrace.pool.FanResult;
import dev.millrace.pool.JobGroup;
import dev.millrace.pool.JobHandle;
import dev.millrace.tool.Work;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** What jobs do, faults included. Those that take long, or cost a thread, are limited in number for each life. Thread-safe. */
final class Deeds {
    /** What a thread is called whose job leaves it in a mess. */
    static final String RENAMED = "renamed by a job";

    private static final int DEATHS = 4;
    private static final int OVERFLOWS = 20;
    private static final int SLEEPS = 100;
    private static final int MOST_SLEEP_MILLIS = 10;
    private static final int CHILDREN = 4;
    private static final int MOST_STEPS = 3_000;
    private static final Deed[] FAULTS = {
        Deed.THROW,
        Deed.THROW,
        Deed.ERROR,
        Deed.OVERFLOW,
        Deed.SUBMIT_AT_THE_EDGE,
        Deed.INTERRUPT,
        Deed.MESS,
        Deed.SLOW,
        Deed.DIE
    };
    private static final Deed[] HANDLERS_FAULTS = {Deed.THROW, Deed.KILL_HANDLER, Deed.INTERRUPT, Deed.MESS, Deed.SLOW};

    private final Scene scene;
    private final AtomicInteger deaths = new AtomicInteger(DEATHS);
    private final AtomicInteger overflows = new AtomicInteger(OVERFLOWS);
    private final AtomicInteger sleeps = new AtomicInteger(SLEEPS);

    Deeds(Scene scene) {
        this.scene = scene;
    }

    Deed fault(SplittableRandom random) {
        Deed[] faults = scene.traits.handlers() ? HANDLERS_FAULTS : FAULTS;
        return faults[random.nextInt(faults.length)];
    }

    Deed usual(SplittableRandom random) {
        int draw = random.nextInt(200);
        if (draw < 130) {
            return Deed.NOTHING;
        }
        if (draw < 190) {
            return Deed.BURN;
        }
        if (!scene.traits.nests() || draw < 194) {
            return Deed.YIELD;
        }
        if (draw < 196) {
            return Deed.EXECUTE;
        }
        if (draw < 198) {
            return Deed.WAIT;
        }
        return scene.traits.plain() ? Deed.YIELD : draw == 198 ? Deed.GROUP : Deed.MAP;
    }

    @SuppressWarnings("ThreadPriorityCheck")
    void act(Deed deed) {
        switch (deed) {
            case NOTHING, KILL_HANDLER -> {}
            case BURN -> Work.burn(ThreadLocalRandom.current().nextInt(MOST_STEPS));
            case YIELD -> Thread.yield();
            case EXECUTE -> execute();
            case WAIT -> submitAndWait();
            case GROUP -> group();
            case MAP -> map();
            default -> misbehave(deed);
        }
    }

    private void misbehave(Deed deed) {
        scene.findings.faults.increment();
        switch (deed) {
            case ERROR -> throw new AssertionError("an error of a job");
            case OVERFLOW -> {
                if (overflows.getAndDecrement() > 0) {
                    Edge.overflow();
                }
            }
            case SUBMIT_AT_THE_EDGE -> {
                if (overflows.getAndDecrement() > 0) {
                    Edge.submit(scene);
                }
            }
            case INTERRUPT -> Thread.currentThread().interrupt();
            case MESS -> {
                Thread.currentThread().setName(RENAMED);
                Thread.currentThread().setContextClassLoader(null);
            }
            case SLOW -> sleep();
            case DIE -> die();
            default -> throw new IllegalStateException("a job that fails");
        }
    }

    private void sleep() {
        if (sleeps.getAndDecrement() > 0) {
            try {
                Thread.sleep(ThreadLocalRandom.current().nextInt(1, MOST_SLEEP_MILLIS + 1));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** By name: the class is marked for removal. */
    private void die() {
        if (deaths.getAndDecrement() > 0) {
            Error death;
            try {
                death = Class.forName("java.lang.ThreadDeath")
                        .asSubclass(Error.class)
                        .getDeclaredConstructor()
                        .newInstance();
            } catch (ReflectiveOperationException e) {
                return; // a JDK without it
            }
            throw death;
        }
    }

    // ---- jobs of jobs

    private void execute() {
        SoakJob child = scene.child();
        if (child != null) {
            scene.offer(
                    Fate.ACCEPTED,
                    () -> {
                        scene.pool().execute(child);
                        return true;
                    },
                    child);
        }
    }

    private void submitAndWait() {
        SoakJob child = scene.child();
        if (child == null) {
            return;
        }
        AtomicReference<JobHandle<?>> handle = new AtomicReference<>();
        boolean in = scene.offer(
                Fate.HANDLED,
                () -> {
                    handle.set(scene.pool().submit((Runnable) child));
                    return true;
                },
                child);
        if (in) {
            JobHandle<?> made = Objects.requireNonNull(handle.get());
            scene.handled(child, made);
            await(made);
        }
    }

    private void await(JobHandle<?> handle) {
        try {
            handle.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            // cancelled, dropped, handed back, or a wait that could never end
        } catch (ExecutionException e) {
            scene.unexpected("a job that does nothing", e);
        }
    }

    private void group() {
        SoakJob[] children = children();
        try (JobGroup group = scene.pool().group(FanOut.collectAll())) {
            for (SoakJob child : children) {
                child.bring();
                JobHandle<Integer> handle = group.fork((Callable<Integer>) child);
                scene.ledger.fate(child.number, Fate.HANDLED);
                scene.handled(child, handle);
            }
            group.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RejectedExecutionException | IllegalStateException e) {
            // closed, or a wait that could never end
        }
    }

    private void map() {
        List<SoakJob> children = List.of(children());
        children.forEach(SoakJob::bring);
        try {
            for (FanResult<SoakJob, Integer> result : scene.pool().<SoakJob, Integer>map(children, SoakJob::call)) {
                scene.ledger.fate(result.input().number, Outcomes.fate(result.outcome()));
            }
        } catch (RejectedExecutionException e) {
            children.forEach(child -> scene.ledger.fate(child.number, Fate.UNRUN));
        } catch (IllegalStateException e) {
            children.forEach(child -> scene.ledger.fate(child.number, Fate.EITHER));
        }
    }

    private SoakJob[] children() {
        SoakJob[] children = new SoakJob[CHILDREN];
        int first = scene.ledger.take(CHILDREN);
        for (int i = 0; i < CHILDREN; i++) {
            children[i] = new SoakJob(scene, first + i, Deed.NOTHING, KeyWatch.NO_KEY, 0);
        }
        return first < 0 ? new SoakJob[0] : children;
    }
}
