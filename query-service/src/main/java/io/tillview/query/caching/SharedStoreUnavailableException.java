package io.tillview.query.caching;

/** The store that replicas share could not be reached, where that mattered. */
public final class SharedStoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param cause why */
    public SharedStoreUnavailableException(Throwable cause) {
        super("The store of answers that replicas share can't be reached.", cause);
    }
}
