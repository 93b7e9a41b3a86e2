package io.tillview.query.druid;

/** The rows of a query take more memory than one query gets here. */
final class TooManyBytesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyBytesException() {
        super("The sketches of a query take more than " + RowTarget.Kept.MOST_SKETCH_BYTES + " bytes.");
    }
}
