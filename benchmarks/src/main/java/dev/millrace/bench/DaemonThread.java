package dev.millrace.bench;

/** A thread that keeps no process alive. */
final class DaemonThread extends Thread {
    DaemonThread(Runnable target) {
        super(target);
        setDaemon(true);
    }
}
