package dev.millrace.bench.match;

import dev.millrace.tool.ContextSwitches;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rounds of every contender of a cell, in a new random order each time: what slows the machine for a while slows all alike. Before those that count there are others, until nobody gets faster by them. One
 * that fails is out, and told of; the others go on. Pools live on between their rounds, at rest.
 */
public final class Match {
    private final Cell cell;
    private final int fork;
    private final Random random;
    private final Consumer<Line> lines;

    /** @param lines gets each round that counts, and each failure */
    public Match(Cell cell, int fork, long seed, Consumer<Line> lines) {
        this.cell = cell;
        this.fork = fork;
        this.random = new Random(seed);
        this.lines = lines;
    }

    /** Plays all rounds. */
    public void run() throws InterruptedException {
        List<Playing> playing = new ArrayList<>();
        try {
            for (Entry entry : cell.entries()) {
                start(entry, playing);
            }
            for (List<Playing> cold = cold(playing); !cold.isEmpty(); cold = cold(playing)) {
                round(0, cell.pace().warmupNanos(), cold, playing);
            }
            for (int round = 1; round <= cell.pace().rounds(); round++) {
                round(round, cell.pace().roundNanos(), List.copyOf(playing), playing);
            }
        } finally {
            playing.forEach(each -> each.player.close());
        }
    }

    private void start(Entry entry, List<Playing> playing) throws InterruptedException {
        try {
            Pace pace = cell.pace();
            playing.add(new Playing(entry, entry.start().call(), new Warmth(pace.warmups(), pace.mostWarmups())));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception | LinkageError e) {
            lines.accept(failure(entry, 0, "does not start: " + e));
        }
    }

    private static List<Playing> cold(List<Playing> playing) {
        return playing.stream().filter(each -> !each.warmth.isWarm()).toList();
    }

    private void round(int number, long nanos, List<Playing> some, List<Playing> playing) throws InterruptedException {
        List<Playing> inTurn = new ArrayList<>(some);
        Collections.shuffle(inTurn, random);
        for (Playing each : inTurn) {
            Line line = play(number, nanos, each);
            each.warmth.add(line.jobs(), line.nanos());
            if (number == 0) {
                Jit.settle();
            }
            if (!line.isVerified()) {
                playing.remove(each);
                each.player.close();
            }
            if (number > 0 || !line.isVerified()) {
                lines.accept(line);
            }
        }
    }

    private Line play(int number, long nanos, Playing playing) throws InterruptedException {
        Entry entry = playing.entry;
        try {
            playing.player.prepare();
            Use use = Use.soFar();
            long begin = System.nanoTime();
            Reading reading = playing.player.play(nanos);
            long took = System.nanoTime() - begin;
            use = use.untilNow();
            return line(entry, number, reading, took, use, null);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception | LinkageError e) {
            return failure(entry, number, e.getMessage() == null ? e.toString() : e.getMessage());
        } finally {
            settle(playing.player);
        }
    }

    /** After a failure it may well fail, too; that has been told by then. */
    private static void settle(Player player) throws InterruptedException {
        try {
            player.settle();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            player.close();
        }
    }

    private Line failure(Entry entry, int number, String reason) {
        Use none = new Use(0, ContextSwitches.UNKNOWN, 0);
        return line(entry, number, new Reading(0, Map.of()), 0, none, reason);
    }

    private Line line(Entry entry, int number, Reading reading, long nanos, Use use, @Nullable String failure) {
        return new Line(
                cell.scenario(),
                cell.name(),
                entry.name(),
                entry.role(),
                fork,
                number,
                reading.jobs(),
                nanos,
                use,
                reading.scores(),
                failure);
    }

    private record Playing(Entry entry, Player player, Warmth warmth) {}
}
