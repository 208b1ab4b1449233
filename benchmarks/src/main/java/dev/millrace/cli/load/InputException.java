package dev.millrace.cli.load;

/** The input cannot be used; the message tells why, for the user. */
final class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InputException(String message) {
        super(message);
    }
}
