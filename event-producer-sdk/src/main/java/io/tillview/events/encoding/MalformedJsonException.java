package io.tillview.events.encoding;

/** The bytes are no JSON. Caught where reading began; without a stack trace, as it comes from outside and may come often. */
final class MalformedJsonException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int position;

    MalformedJsonException(int position) {
        super(null, null, false, false);
        this.position = position;
    }

    /** The byte at which it shows. */
    int position() {
        return position;
    }
}
