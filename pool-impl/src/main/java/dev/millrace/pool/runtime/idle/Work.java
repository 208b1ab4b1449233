package dev.millrace.pool.runtime.idle;

/** What one thread searches for. All answers are read from volatile state at the time of the call. */
public interface Work {

    /** Whether there is work that the thread could take now. Never false while there is some that stays. */
    boolean visible();

    /** Whether there is work besides what the thread has just taken and begins itself. */
    boolean moreVisible();

    /** Whether the thread should end: it must neither search nor sleep on. */
    boolean over();

    /**
     * Called after a sleep was announced: the place for what the last one to fall asleep must not miss.
     *
     * @return whether the thread must stay awake, whatever it sees
     */
    boolean asleep();
}
