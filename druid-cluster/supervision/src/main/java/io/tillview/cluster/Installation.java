package io.tillview.cluster;

import io.tillview.cluster.Ports.Endpoint;
import java.net.URI;
import java.util.Objects;

/**
 * One Tillview on this machine: its programs, its state, and where it listens.
 *
 * @param host the address every service listens on; loopback unless told otherwise
 */
public record Installation(Distribution distribution, DataFolder data, String host, Ports ports) {
    /** Only this machine can reach it. */
    public static final String LOOPBACK = "127.0.0.1";

    public Installation {
        Objects.requireNonNull(distribution, "distribution");
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(ports, "ports");
    }

    /** {@code host:port} of an endpoint. */
    public String address(Endpoint endpoint) {
        return host + ":" + ports.of(endpoint);
    }

    /** The base address of an endpoint that speaks HTTP, without a slash at its end. */
    public URI http(Endpoint endpoint) {
        return URI.create("http://" + address(endpoint));
    }
}
