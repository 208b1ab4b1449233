package dev.millrace.pool.metrics.status;

/** A request that is not answered, with the sentence that says why. Repeats nothing of the request. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String sentence;

    Refusal(int status, String sentence) {
        super(sentence, null, false, false);
        this.status = status;
        this.sentence = sentence;
    }

    Reply.Body body() {
        return Reply.Body.text(status, sentence);
    }
}
