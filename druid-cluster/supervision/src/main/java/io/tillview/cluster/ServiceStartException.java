package io.tillview.cluster;

/** A service ended, or did not answer in time, while it was being started. */
public final class ServiceStartException extends ClusterException {
    private static final long serialVersionUID = 1L;

    private final String service;

    public ServiceStartException(String service, String message) {
        super(service + " " + message);
        this.service = service;
    }

    public ServiceStartException(String service, String message, Throwable cause) {
        super(service + " " + message, cause);
        this.service = service;
    }

    /** The name of the service that did not start. */
    public String service() {
        return service;
    }
}
