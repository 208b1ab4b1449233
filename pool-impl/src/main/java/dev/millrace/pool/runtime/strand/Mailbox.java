package dev.millrace.pool.runtime.strand;

import dev.millrace.pool.runtime.job.Arbitrated;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of a strand that wait, oldest first. Guarded by the monitor of the strand's {@link Stripe}. Ghosts lie here until their turn, or until twice as many elements have come as were left at the last clearing.
 *
 * <p>A part of the strand and no object of its own, with the oldest element beside the list of the others: most strands have one job.
 */
abstract class Mailbox extends Arbitrated {
    private static final int LEAST_PURGE = 64;

    private @Nullable Object oldest;
    private @Nullable Node second;
    private @Nullable Node last;
    private int size;
    private int arbitrated;
    private int purgeAt = LEAST_PURGE;

    Mailbox() {}

    /** One element and what comes after it. */
    private static final class Node {
        final Object element;

        @Nullable Node next;

        Node(Object element) {
            this.element = element;
        }
    }

    /** Adds an element; gives how many there are now. */
    final int add(Object element) {
        if (size >= purgeAt) {
            purge();
            purgeAt = Math.max(LEAST_PURGE, 2 * size);
        }
        append(element);
        return size;
    }

    private void append(Object element) {
        if (oldest == null) {
            oldest = element;
        } else {
            Node node = new Node(element);
            if (last == null) {
                second = node;
            } else {
                last.next = node;
            }
            last = node;
        }
        size++;
        arbitrated += element instanceof Arbitrated ? 1 : 0;
    }

    /** Takes the oldest element, which may be a ghost; null if there is none. */
    final @Nullable Object poll() {
        Object element = oldest;
        if (element != null) {
            Node node = second;
            if (node == null) {
                oldest = null;
            } else {
                oldest = node.element;
                second = node.next;
                node.next = null;
                last = second == null ? null : last;
            }
            size--;
            arbitrated -= element instanceof Arbitrated ? 1 : 0;
        }
        return element;
    }

    final boolean isEmpty() {
        return oldest == null;
    }

    /** How many elements there are, ghosts included. */
    final int elements() {
        return size;
    }

    /** How many jobs wait. */
    final int waiting() {
        return arbitrated == 0 ? size : countWaiting();
    }

    private int countWaiting() {
        int count = oldest == null || isGhost(oldest) ? 0 : 1;
        for (Node node = second; node != null; node = node.next) {
            count += isGhost(node.element) ? 0 : 1;
        }
        return count;
    }

    /** Takes the ghosts out. */
    private void purge() {
        if (arbitrated > 0) {
            for (int left = size; left > 0; left--) {
                Object element = poll();
                if (element != null && !isGhost(element)) {
                    append(element);
                }
            }
        }
    }

    private static boolean isGhost(Object element) {
        return element instanceof Arbitrated job && job.isGhost();
    }

    /** Takes all that another one has; both under one monitor, this one empty. */
    final void takeAllOf(Mailbox other) {
        oldest = other.oldest;
        second = other.second;
        last = other.last;
        size = other.size;
        arbitrated = other.arbitrated;
        purgeAt = other.purgeAt;
        other.oldest = null;
        other.second = null;
        other.last = null;
        other.size = 0;
        other.arbitrated = 0;
    }

    /** Takes all. */
    final void drain(Consumer<Object> taker) {
        for (Object element = poll(); element != null; element = poll()) {
            taker.accept(element);
        }
    }
}
