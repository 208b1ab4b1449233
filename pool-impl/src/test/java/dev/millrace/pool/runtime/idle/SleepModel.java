package dev.millrace.pool.runtime.idle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The protocol of {@link Idle} and {@link Search} as a state machine, small enough to visit every state that any interleaving can reach. Each step is one
 * volatile access of the original, or less than one: where the original looks at several places in turn, so does the model. A job, once begun, may run for ever.
 *
 * <p>Workers take from their chunk, the queue (one unit or two), another's chunk; units in a worker's hand are in nobody's sight. Publishers lay one unit into the
 * queue each. In some models worker 0 is told to leave, in others all workers end when all that was published has been begun.
 */
final class SleepModel {

    /** The order of the original, and others that look as good. */
    enum Order {
        AS_BUILT,
        /** Looks for work, then announces the sleep. */
        LOOK_BEFORE_ANNOUNCE,
        /** Looks for more work, then leaves the searchers. */
        LOOK_BEFORE_LEAVING_SEARCH,
        /** The last searcher to find work wakes nobody. */
        NO_SUCCESSOR,
        /** A worker that did not search moves two units from the queue to its chunk and tells nobody. */
        SILENT_MOVE,
        /** The publisher reads the word, then makes its work visible. */
        WAKE_BEFORE_PUBLISH,
        /** A worker that leaves the pool does not look again. */
        LEAVE_WITHOUT_LOOK,
        /** One that must not sleep takes it for a notification under way that no sleeper is counted: but it may go to one who is not counted yet. */
        WAKE_SELF_BUT_ONCE,
        /** The last to fall asleep finds everything begun and does not wake the others. */
        DRAINED_WITHOUT_WAKE
    }

    /** What happens besides publishing. */
    enum Event {
        NONE,
        RETIRE,
        DRAIN
    }

    /** What the search through all states found: how many there are, and the way to the first bad one, if any. */
    record Result(int states, String problem, List<String> way) {}

    private enum At {
        // Workers.
        CLAIM,
        TAKE_QUEUE,
        TAKE_OTHER,
        PUBLISH,
        END_SEARCH,
        LOOK_QUEUE,
        LOOK_OTHER,
        WAKE,
        NOTIFY,
        RUN,
        TRY_SEARCH,
        SEARCH,
        ANNOUNCE,
        COUNT,
        LOOK_DRAINED,
        WAKE_ALL,
        NOTIFY_ALL,
        LOOK_OVER,
        LAST_LOOK_QUEUE,
        LAST_LOOK_OTHER,
        WAKE_SELF,
        NOTIFY_SELF,
        ASLEEP,
        HAND_BACK,
        PUT_BACK,
        WAKE_FOR_QUEUE,
        NOTIFY_FOR_QUEUE,
        END,
        END_LOOK_QUEUE,
        END_LOOK_OTHER,
        END_WAKE,
        END_NOTIFY,
        GONE,
        // Publishers.
        LAY,
        PUBLISHER_WAKE,
        PUBLISHER_NOTIFY,
        LAY_LATE,
        DONE,
        // The retirer.
        TELL,
        CHECK,
        RETIRER_WAKE,
        RETIRER_NOTIFY
    }

    private static final At[] PLACES = At.values();
    private static final EnumMap<At, Integer> NUMBERS = new EnumMap<>(At.class);

    static {
        for (int i = 0; i < PLACES.length; i++) {
            NUMBERS.put(PLACES[i], i);
        }
    }

    private static final int QUEUE = 0;
    private static final int SEARCHING = 1;
    private static final int SLEEPING = 2;
    private static final int LEAVING = 3;
    private static final int BEGUN = 4;
    private static final int FIRST = 5;
    /** Of each process: where it is, and of each worker also the following. */
    private static final int PLACE = 0;

    private static final int SLEEPER = 1;
    private static final int SEARCHES = 2;
    private static final int CHUNK = 3;
    private static final int HAND = 4;
    private static final int MOVED = 5;
    private static final int LAST = 6;
    private static final int FIELDS = 7;

    private static final int AWAKE = 0;
    private static final int SLEEPS = 1;
    private static final int NOTIFIED = 2;

    private final Order order;
    private final Event event;
    private final int workers;
    private final int publishers;
    private final int processes;
    private final int[] start;
    private final Map<String, String> cameFrom = new HashMap<>();
    private final Map<String, String> steps = new HashMap<>();
    private final Deque<int[]> open = new ArrayDeque<>();

    private int[] now = {};
    private int self;
    private boolean moved;

    private SleepModel(Order order, int workers, int publishers, Event event) {
        this.order = order;
        this.event = event;
        this.workers = workers;
        this.publishers = publishers;
        this.processes = workers + publishers + (event == Event.RETIRE ? 1 : 0);
        start = new int[FIRST + processes * FIELDS];
        for (int process = 0; process < processes; process++) {
            At first = process < workers
                    ? At.CLAIM
                    : process < workers + publishers
                            ? order == Order.WAKE_BEFORE_PUBLISH ? At.PUBLISHER_WAKE : At.LAY
                            : At.TELL;
            start[field(process, PLACE)] = NUMBERS.get(first);
        }
    }

    /** Visits every reachable state, or stops at the first bad one. */
    static Result explore(Order order, int workers, int publishers, Event event) {
        return new SleepModel(order, workers, publishers, event).explore();
    }

    private Result explore() {
        reach(start, "", "");
        while (!open.isEmpty()) {
            int[] state = open.pop();
            String problem = problem(state);
            if (!problem.isEmpty()) {
                return new Result(cameFrom.size(), problem, wayTo(key(state)));
            }
            if (!anyStep(state) && !settled(state)) {
                return new Result(cameFrom.size(), "nobody can go on", wayTo(key(state)));
            }
        }
        return new Result(cameFrom.size(), "", List.of());
    }

    /** Takes every step that is possible; false if jobs that run are all that goes on. */
    private boolean anyStep(int[] state) {
        boolean any = false;
        for (int process = 0; process < processes; process++) {
            now = state;
            self = process;
            moved = false;
            At at = PLACES[state[field(process, PLACE)]];
            step(at);
            any |= moved && at != At.RUN;
        }
        return any;
    }

    // ---- the steps

    private void step(At at) {
        switch (at) {
            case CLAIM -> claim();
            case TAKE_QUEUE -> takeFromQueue();
            case TAKE_OTHER -> takeFromOther();
            case PUBLISH -> publish();
            case END_SEARCH -> endSearch();
            case LOOK_QUEUE -> go(now[QUEUE] > 0 ? seen() : At.LOOK_OTHER);
            case LOOK_OTHER -> go(othersHaveWork() ? seen() : unseen());
            case WAKE -> wakeOne(At.NOTIFY, At.CLAIM);
            case NOTIFY -> notifyOne(-1, At.CLAIM);
            case RUN -> go(At.CLAIM);
            case TRY_SEARCH -> trySearch();
            case SEARCH -> search();
            case ANNOUNCE -> go(At.COUNT, own(SLEEPER), SLEEPS);
            case COUNT -> count();
            case LOOK_DRAINED -> go(drained() && order != Order.DRAINED_WITHOUT_WAKE ? At.WAKE_ALL : At.LOOK_OVER);
            case WAKE_ALL -> wake(At.NOTIFY_ALL, At.LOOK_OVER);
            case NOTIFY_ALL -> notifyOne(-1, At.WAKE_ALL);
            case LOOK_OVER -> lookOver();
            case LAST_LOOK_QUEUE -> lastLook(now[QUEUE] > 0, At.LAST_LOOK_OTHER);
            case LAST_LOOK_OTHER -> lastLook(othersHaveWork(), At.ASLEEP);
            case WAKE_SELF -> insist(self, At.NOTIFY_SELF, At.ASLEEP);
            case NOTIFY_SELF -> notifyOne(self, At.ASLEEP);
            case ASLEEP -> sleep();
            case HAND_BACK -> handBack();
            case PUT_BACK -> go(At.HAND_BACK, QUEUE, now[QUEUE] + 1, own(HAND), 0);
            case WAKE_FOR_QUEUE -> wakeOne(At.NOTIFY_FOR_QUEUE, At.END);
            case NOTIFY_FOR_QUEUE -> notifyOne(-1, At.END);
            case END -> end();
            case END_LOOK_QUEUE -> go(now[QUEUE] > 0 ? At.END_WAKE : At.END_LOOK_OTHER);
            case END_LOOK_OTHER -> go(othersHaveWork() ? At.END_WAKE : At.GONE);
            case END_WAKE -> wakeOne(At.END_NOTIFY, At.GONE);
            case END_NOTIFY -> notifyOne(-1, At.GONE);
            case LAY -> go(At.PUBLISHER_WAKE, QUEUE, now[QUEUE] + 1);
            case PUBLISHER_WAKE -> wakeOne(At.PUBLISHER_NOTIFY, published());
            case PUBLISHER_NOTIFY -> notifyOne(-1, published());
            case LAY_LATE -> go(At.DONE, QUEUE, now[QUEUE] + 1);
            case TELL -> go(At.CHECK, LEAVING, 1);
            case CHECK -> go(now[field(0, SLEEPER)] == SLEEPS ? At.RETIRER_WAKE : At.DONE);
            case RETIRER_WAKE -> insist(0, At.RETIRER_NOTIFY, At.DONE);
            case RETIRER_NOTIFY -> notifyOne(0, At.DONE);
            case GONE, DONE -> {}
        }
    }

    private void claim() {
        if (leaves()) {
            go(At.HAND_BACK);
        } else if (now[own(CHUNK)] > 0) {
            go(At.RUN, own(CHUNK), now[own(CHUNK)] - 1, BEGUN, begun());
        } else {
            go(At.TAKE_QUEUE);
        }
    }

    /** Counted only where it matters, for the sake of fewer states. */
    private int begun() {
        return event == Event.DRAIN ? now[BEGUN] + 1 : 0;
    }

    private void takeFromQueue() {
        for (int units = 1; units <= Math.min(2, now[QUEUE]); units++) {
            go(At.PUBLISH, QUEUE, now[QUEUE] - units, own(HAND), units);
        }
        if (now[QUEUE] == 0) {
            go(At.TAKE_OTHER);
        }
    }

    private void takeFromOther() {
        if (!othersHaveWork()) {
            go(At.TRY_SEARCH);
        }
        for (int other = 0; other < workers; other++) {
            int chunk = field(other, CHUNK);
            if (other != self && now[chunk] > 0) {
                go(At.PUBLISH, chunk, now[chunk] - 1, own(HAND), 1);
            }
        }
    }

    private void publish() {
        int units = now[own(HAND)];
        boolean tells = units > 1 && order != Order.SILENT_MOVE;
        At next = now[own(SEARCHES)] == 0
                ? tells ? At.WAKE : At.CLAIM
                : order == Order.LOOK_BEFORE_LEAVING_SEARCH ? At.LOOK_QUEUE : At.END_SEARCH;
        go(next, own(CHUNK), units, own(HAND), 0, own(MOVED), units);
    }

    private void endSearch() {
        boolean last = now[SEARCHING] == 1;
        At next;
        if (!last || order == Order.NO_SUCCESSOR) {
            next = At.CLAIM;
        } else if (order == Order.LOOK_BEFORE_LEAVING_SEARCH) {
            next = now[own(LAST)] == 1 || now[own(MOVED)] > 1 ? At.WAKE : At.CLAIM;
        } else {
            next = now[own(MOVED)] > 1 ? At.WAKE : At.LOOK_QUEUE;
        }
        go(next, SEARCHING, now[SEARCHING] - 1, own(SEARCHES), 0, own(MOVED), 0, own(LAST), 0);
    }

    private At seen() {
        if (order == Order.LOOK_BEFORE_LEAVING_SEARCH) {
            now = now.clone();
            now[own(LAST)] = 1;
            return At.END_SEARCH;
        }
        return At.WAKE;
    }

    private At unseen() {
        return order == Order.LOOK_BEFORE_LEAVING_SEARCH ? At.END_SEARCH : At.CLAIM;
    }

    private void trySearch() {
        if (now[own(SEARCHES)] == 1) {
            go(At.SEARCH);
        } else if (now[SEARCHING] < (workers + 1) / 2) {
            go(At.SEARCH, SEARCHING, now[SEARCHING] + 1, own(SEARCHES), 1);
        } else {
            go(At.ANNOUNCE);
        }
    }

    /** Its budget may end at any moment, whatever it might have seen a moment later. */
    private void search() {
        boolean visible = now[QUEUE] > 0 || othersHaveWork();
        if (visible) {
            go(At.CLAIM);
        }
        if (!visible || order != Order.LOOK_BEFORE_ANNOUNCE) {
            go(At.ANNOUNCE);
        }
    }

    private void count() {
        int searching = now[SEARCHING] - now[own(SEARCHES)];
        int last = searching == 0 ? 1 : 0;
        At next = order == Order.LOOK_BEFORE_ANNOUNCE ? At.ASLEEP : At.LOOK_DRAINED;
        go(next, SEARCHING, searching, SLEEPING, now[SLEEPING] + 1, own(SEARCHES), 0, own(LAST), last);
    }

    private void lookOver() {
        At next = leaves() || drained() ? At.WAKE_SELF : now[own(LAST)] == 1 ? At.LAST_LOOK_QUEUE : At.ASLEEP;
        go(next, own(LAST), 0);
    }

    private void lastLook(boolean seen, At otherwise) {
        go(seen ? At.WAKE_SELF : otherwise);
    }

    private void sleep() {
        if (now[own(SLEEPER)] == NOTIFIED) {
            go(drained() ? At.END : At.CLAIM, own(SLEEPER), AWAKE, own(SEARCHES), 1);
        }
    }

    private void handBack() {
        if (now[own(CHUNK)] > 0) {
            go(At.PUT_BACK, own(CHUNK), now[own(CHUNK)] - 1, own(HAND), 1);
        } else {
            go(At.WAKE_FOR_QUEUE);
        }
    }

    private void end() {
        At next = order == Order.LEAVE_WITHOUT_LOOK ? At.GONE : At.END_LOOK_QUEUE;
        go(next, SEARCHING, now[SEARCHING] - now[own(SEARCHES)], own(SEARCHES), 0);
    }

    private At published() {
        return order == Order.WAKE_BEFORE_PUBLISH ? At.LAY_LATE : At.DONE;
    }

    private void wakeOne(At notify, At otherwise) {
        if (now[SEARCHING] == 0) {
            wake(notify, otherwise);
        } else {
            go(otherwise);
        }
    }

    private void wake(At notify, At otherwise) {
        if (now[SLEEPING] > 0) {
            go(notify, SLEEPING, now[SLEEPING] - 1, SEARCHING, now[SEARCHING] + 1);
        } else {
            go(otherwise);
        }
    }

    /** Goes on when it has a right to notify, or when the target was notified. */
    private void insist(int target, At notify, At otherwise) {
        boolean sleeps = now[field(target, SLEEPER)] == SLEEPS;
        if (!sleeps || now[SLEEPING] > 0 || order == Order.WAKE_SELF_BUT_ONCE) {
            wake(notify, otherwise);
        }
    }

    /** Without a sleeper it cannot go on; the original spins. */
    private void notifyOne(int favourite, At next) {
        if (favourite >= 0 && now[field(favourite, SLEEPER)] == SLEEPS) {
            go(next, field(favourite, SLEEPER), NOTIFIED);
            return;
        }
        for (int worker = 0; worker < workers; worker++) {
            if (now[field(worker, SLEEPER)] == SLEEPS) {
                go(next, field(worker, SLEEPER), NOTIFIED);
            }
        }
    }

    // ---- what is bad

    private String problem(int[] state) {
        int asleep = 0;
        int uncounted = 0;
        int rights = 0;
        int running = 0;
        int visible = state[QUEUE];
        for (int process = 0; process < processes; process++) {
            At at = PLACES[state[field(process, PLACE)]];
            asleep += state[field(process, SLEEPER)] == SLEEPS ? 1 : 0;
            uncounted += at == At.COUNT ? 1 : 0;
            rights += at.name().contains("NOTIFY") ? 1 : 0;
            running += at == At.RUN ? 1 : 0;
            visible += state[field(process, CHUNK)];
        }
        if (state[SLEEPING] + rights != asleep - uncounted) {
            return "a right to notify without a sleeper";
        }
        if (!settled(state)) {
            return "";
        }
        if (state[SEARCHING] > 0) {
            return "a searcher is counted that does not exist";
        }
        if (state[LEAVING] == 1 && sleeps(state, 0)) {
            return "one that was told to leave sleeps";
        }
        if (event == Event.DRAIN && state[BEGUN] == publishers && running == 0 && asleep > 0) {
            return "everything is done, and a worker sleeps";
        }
        return visible > 0 && asleep > 0 ? "work is visible, nobody searches, a worker sleeps" : "";
    }

    /** Nobody is on the way to anything: workers sleep or run a job. */
    private boolean settled(int[] state) {
        for (int process = 0; process < processes; process++) {
            At at = PLACES[state[field(process, PLACE)]];
            if (at != At.RUN && at != At.GONE && at != At.DONE && !sleeps(state, process)) {
                return false;
            }
        }
        return true;
    }

    private static boolean sleeps(int[] state, int process) {
        return PLACES[state[field(process, PLACE)]] == At.ASLEEP && state[field(process, SLEEPER)] == SLEEPS;
    }

    // ---- states

    private boolean leaves() {
        return self == 0 && now[LEAVING] == 1;
    }

    private boolean drained() {
        return event == Event.DRAIN && now[BEGUN] == publishers;
    }

    private boolean othersHaveWork() {
        return IntStream.range(0, workers).anyMatch(other -> other != self && now[field(other, CHUNK)] > 0);
    }

    private int own(int field) {
        return field(self, field);
    }

    private static int field(int process, int field) {
        return FIRST + process * FIELDS + field;
    }

    private void go(At next, int... changes) {
        moved = true;
        int[] then = now.clone();
        for (int i = 0; i < changes.length; i += 2) {
            then[changes[i]] = changes[i + 1];
        }
        At from = PLACES[now[own(PLACE)]];
        then[own(PLACE)] = NUMBERS.get(next);
        reach(then, key(now), (self < workers ? "worker " : "other ") + self + ": " + from + " -> " + next);
    }

    private void reach(int[] state, String from, String step) {
        String key = key(state);
        if (cameFrom.putIfAbsent(key, from) == null) {
            steps.put(key, step);
            open.push(state);
        }
    }

    private static String key(int[] state) {
        char[] key = new char[state.length];
        for (int i = 0; i < key.length; i++) {
            key[i] = (char) state[i];
        }
        return new String(key);
    }

    private List<String> wayTo(String state) {
        List<String> way = new ArrayList<>();
        for (String at = state; !steps.get(at).isEmpty(); at = cameFrom.get(at)) {
            way.add(steps.get(at));
        }
        Collections.reverse(way);
        return way;
    }
}
