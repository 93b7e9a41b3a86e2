package io.tillview.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The port each {@linkplain Endpoint endpoint} listens on. Immutable.
 *
 * @param byEndpoint one port for every endpoint, 1 to 65535, no two the same
 */
public record Ports(Map<Endpoint, Integer> byEndpoint) {
    private static final int FIRST_FREE = 20_000;
    private static final int LAST_FREE = 32_000;

    /** What an installation listens on, with its default port. */
    public enum Endpoint {
        QUERY_SERVICE("query-service", 8080),
        ROUTER("router", 8888),
        COORDINATOR("coordinator-overlord", 8081),
        BROKER("broker", 8082),
        HISTORICAL("historical", 8083),
        INDEXER("indexer", 8091),
        KAFKA("kafka", 9092),
        KAFKA_CONTROLLER("kafka-controller", 9093),
        ZOOKEEPER("zookeeper", 2181),
        POSTGRESQL("postgresql", 15432);

        private final String label;
        private final int defaultPort;

        Endpoint(String label, int defaultPort) {
            this.label = label;
            this.defaultPort = defaultPort;
        }

        /** Where it listens unless told otherwise. */
        public int defaultPort() {
            return defaultPort;
        }

        /** The name in configuration files and on the screen. */
        public String label() {
            return label;
        }
    }

    public Ports {
        for (Endpoint endpoint : Endpoint.values()) {
            Integer port = byEndpoint.get(endpoint);
            if (port == null || port < 1 || port > 65_535) {
                throw new IllegalArgumentException(
                        "The port of " + endpoint.label() + " must be 1 to 65535, not " + port);
            }
        }
        requireDistinct(byEndpoint);
        byEndpoint = Collections.unmodifiableMap(new EnumMap<>(byEndpoint));
    }

    private static void requireDistinct(Map<Endpoint, Integer> byEndpoint) {
        Map<Integer, Endpoint> byPort = new HashMap<>();
        for (Endpoint endpoint : Endpoint.values()) {
            Endpoint other = byPort.putIfAbsent(byEndpoint.get(endpoint), endpoint);
            if (other != null) {
                throw new IllegalArgumentException(other.label() + " and " + endpoint.label()
                        + " cannot both have the port " + byEndpoint.get(endpoint));
            }
        }
    }

    /** The defaults, each moved by {@code offset}. */
    public static Ports offsetBy(int offset) {
        Map<Endpoint, Integer> ports = new EnumMap<>(Endpoint.class);
        for (Endpoint endpoint : Endpoint.values()) {
            ports.put(endpoint, endpoint.defaultPort + offset);
        }
        return new Ports(ports);
    }

    /**
     * Ports that were free on loopback a moment ago, for tests. They lie below those the kernel gives to outgoing
     * connections, so none is taken by chance before the service listens.
     */
    public static Ports free() {
        int next = ThreadLocalRandom.current().nextInt(FIRST_FREE, LAST_FREE - 1000);
        Map<Endpoint, Integer> ports = new EnumMap<>(Endpoint.class);
        for (Endpoint endpoint : Endpoint.values()) {
            while (!isFree(next)) {
                next++;
            }
            ports.put(endpoint, next++);
        }
        return new Ports(ports);
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** These ports with one of them changed. */
    public Ports with(Endpoint endpoint, int port) {
        return with(Map.of(endpoint, port));
    }

    /** These ports with some of them changed, all at once, so that two may swap theirs. */
    public Ports with(Map<Endpoint, Integer> changed) {
        Map<Endpoint, Integer> ports = new EnumMap<>(byEndpoint);
        ports.putAll(changed);
        return new Ports(ports);
    }

    public int of(Endpoint endpoint) {
        return byEndpoint.get(endpoint);
    }
}
