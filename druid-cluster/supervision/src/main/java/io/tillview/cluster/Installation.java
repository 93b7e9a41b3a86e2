package io.tillview.cluster;

import io.tillview.cluster.Ports.Endpoint;
import java.net.URI;
import java.util.Map;
import java.util.Objects;

/**
 * One Tillview: its programs, its state, and where it listens.
 *
 * @param host the address every service listens on; loopback unless told otherwise
 * @param elsewhere the hosts of the endpoints that are reached somewhere else than at {@code host}; none when all of it is on
 *     one machine
 */
public record Installation(
        Distribution distribution, DataFolder data, String host, Ports ports, Map<Endpoint, String> elsewhere) {
    /** Only this machine can reach it. */
    public static final String LOOPBACK = "127.0.0.1";

    public Installation {
        Objects.requireNonNull(distribution, "distribution");
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(ports, "ports");
        elsewhere = Map.copyOf(elsewhere);
    }

    /** All of it on this machine. */
    public Installation(Distribution distribution, DataFolder data, String host, Ports ports) {
        this(distribution, data, host, ports, Map.of());
    }

    /** The host an endpoint is reached at. */
    public String host(Endpoint endpoint) {
        return elsewhere.getOrDefault(endpoint, host);
    }

    /** {@code host:port} of an endpoint. */
    public String address(Endpoint endpoint) {
        return host(endpoint) + ":" + ports.of(endpoint);
    }

    /** The base address of an endpoint that speaks HTTP, without a slash at its end. */
    public URI http(Endpoint endpoint) {
        return URI.create("http://" + address(endpoint));
    }
}
