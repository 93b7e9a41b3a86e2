package io.tillview.command;

import io.tillview.cluster.Ports;
import io.tillview.cluster.Ports.Endpoint;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Where the services listen. */
final class PortOptions {
    @Option(names = "--port-offset", paramLabel = "N", description = "moves every port by N")
    private int offset;

    @Option(
            names = "--port",
            paramLabel = "SERVICE=PORT",
            description = "one service's port, such as --port broker=18082; may be given several times")
    private Map<String, Integer> each = new LinkedHashMap<>();

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "the address to listen on (default: 127.0.0.1, so only this machine gets in)")
    private String host = "127.0.0.1";

    String host() {
        return host;
    }

    Ports ports() {
        Ports ports = Ports.offsetBy(offset);
        for (var entry : each.entrySet()) {
            ports = ports.with(endpoint(entry.getKey()), entry.getValue());
        }
        return ports;
    }

    private static Endpoint endpoint(String name) {
        return Arrays.stream(Endpoint.values())
                .filter(endpoint -> endpoint.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--port knows no service " + name + ", only "
                        + Arrays.stream(Endpoint.values()).map(Endpoint::label).collect(Collectors.joining(", "))));
    }
}
