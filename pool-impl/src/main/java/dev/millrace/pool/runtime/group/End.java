package dev.millrace.pool.runtime.group;

/** Why a whole goes no further. */
enum End {
    CANCELLED("is cancelled"),
    FAILED("is cancelled, since a job has failed"),
    OVERDUE("is past its deadline");

    private final String words;

    End(String words) {
        this.words = words;
    }

    /** What is said of the whole. */
    String inWords() {
        return words;
    }
}
