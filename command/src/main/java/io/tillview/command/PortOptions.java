package io.tillview.command;

import io.tillview.cluster.Ports;
import io.tillview.cluster.Ports.Endpoint;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where the services listen. */
final class PortOptions {
    @Option(names = "--port-offset", paramLabel = "N", description = "moves every port by N")
    private int offset;

    @Option(
            names = "--port",
            paramLabel = "SERVICE=PORT",
            description =
                    "one service's port; may be given several times. Services and default ports: query-service 8080, "
                            + "router 8888, coordinator-overlord 8081, broker 8082, historical 8083, indexer 8091, "
                            + "kafka 9092, kafka-controller 9093, zookeeper 2181, postgresql 15432")
    private Map<String, Integer> each = new LinkedHashMap<>();

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "the address to listen on (default: 127.0.0.1, so only this machine gets in)")
    private String host = "127.0.0.1";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    String host() {
        return host;
    }

    /** The ports asked for; picocli reports it as a wrong call when they cannot be. */
    Ports ports() {
        try {
            Map<Endpoint, Integer> changed = new EnumMap<>(Endpoint.class);
            each.forEach((name, port) -> changed.put(endpoint(name), port));
            return Ports.offsetBy(offset).with(changed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    private static Endpoint endpoint(String name) {
        return Arrays.stream(Endpoint.values())
                .filter(endpoint -> endpoint.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--port knows no service " + name + ", only "
                        + Arrays.stream(Endpoint.values()).map(Endpoint::label).collect(Collectors.joining(", "))));
    }
}
