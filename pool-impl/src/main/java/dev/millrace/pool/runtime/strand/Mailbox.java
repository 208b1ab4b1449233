package dev.millrace.pool.runtime.strand;

import dev.millrace.pool.runtime.job.Arbitrated;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The jobs of a strand that wait, oldest first. Guarded by the monitor of the strand's {@link Stripe}. Ghosts lie here until their turn, or until as many elements as there were twice as many came. */
final class Mailbox {
    private static final int LEAST_PURGE = 64;

    private @Nullable Node first;
    private @Nullable Node last;
    private int size;
    private int arbitrated;
    private int purgeAt = LEAST_PURGE;

    Mailbox() {}

    /** One element and what comes after it. */
    static final class Node {
        final Object element;

        @Nullable Node next;
        /** How many elements there were when it had come. For who added it. */
        int place;

        Node(Object element) {
            this.element = element;
        }
    }

    void add(Node node) {
        if (size >= purgeAt) {
            purge();
            purgeAt = Math.max(LEAST_PURGE, 2 * size);
        }
        append(node);
        node.place = size;
    }

    private void append(Node node) {
        Node before = last;
        last = node;
        if (before == null) {
            first = node;
        } else {
            before.next = node;
        }
        size++;
        arbitrated += node.element instanceof Arbitrated ? 1 : 0;
    }

    /** Takes the oldest element, which may be a ghost; null if there is none. */
    @Nullable Object poll() {
        Node node = first;
        if (node == null) {
            return null;
        }
        first = node.next;
        node.next = null;
        if (first == null) {
            last = null;
        }
        size--;
        arbitrated -= node.element instanceof Arbitrated ? 1 : 0;
        return node.element;
    }

    boolean isEmpty() {
        return first == null;
    }

    /** How many elements there are, ghosts included. */
    int size() {
        return size;
    }

    /** How many jobs wait. */
    int waiting() {
        return arbitrated == 0 ? size : countWaiting();
    }

    private int countWaiting() {
        int count = 0;
        for (Node node = first; node != null; node = node.next) {
            count += isGhost(node) ? 0 : 1;
        }
        return count;
    }

    /** Takes the ghosts out. */
    void purge() {
        if (arbitrated == 0) {
            return;
        }
        Node node = first;
        first = null;
        last = null;
        size = 0;
        arbitrated = 0;
        while (node != null) {
            Node next = node.next;
            node.next = null;
            if (!isGhost(node)) {
                append(node);
            }
            node = next;
        }
    }

    private static boolean isGhost(Node node) {
        return node.element instanceof Arbitrated job && job.isGhost();
    }

    /** Takes all. */
    void drain(Consumer<Object> taker) {
        for (Object element = poll(); element != null; element = poll()) {
            taker.accept(element);
        }
    }
}
