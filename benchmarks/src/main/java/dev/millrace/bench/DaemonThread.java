package dev.millrace.bench;

/** A thread that keeps no process alive. */
public final class DaemonThread extends Thread {
    /** @param target what it runs */
    public DaemonThread(Runnable target) {
        super(target);
        setDaemon(true);
    }
}
