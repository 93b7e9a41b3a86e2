package io.tillview.cluster;

/**
 * Something about the installation is not as it has to be. The message is one line for a person, with the remedy; it
 * never holds a secret.
 */
public sealed class ClusterException extends RuntimeException permits PreflightException, ServiceStartException {
    private static final long serialVersionUID = 1L;

    public ClusterException(String message) {
        super(message);
    }

    public ClusterException(String message, Throwable cause) {
        super(message, cause);
    }
}
