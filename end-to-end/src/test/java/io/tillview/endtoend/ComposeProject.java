package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.cluster.Ports;
import io.tillview.cluster.Ports.Endpoint;
import io.tillview.endtoend.TillviewCommand.Result;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The repository's compose file as a project of its own: with other names, ports and image tags than a user's. */
final class ComposeProject implements AutoCloseable {
    private static final String NAME = "tillview-test";

    /** Compose as README names it, and as Debian's package of the version before does. */
    private static final List<String> PROGRAMS = List.of("docker compose", "docker-compose");

    private final String compose;
    private final String api;

    private ComposeProject(String program) {
        Ports ports = Ports.free();
        api = "http://127.0.0.1:" + ports.of(Endpoint.QUERY_SERVICE);
        compose = "TILLVIEW_IMAGE_TAG=test TILLVIEW_QUERY_SERVICE_PORT=" + ports.of(Endpoint.QUERY_SERVICE)
                + " TILLVIEW_ROUTER_PORT=" + ports.of(Endpoint.ROUTER) + " " + program + " -p " + NAME;
    }

    /** How Compose is called here; empty where it is not there. */
    static Optional<String> program() {
        return PROGRAMS.stream()
                .filter(program -> TillviewCommand.paste(program + " version").exit() == 0)
                .findFirst();
    }

    /** The project, with nothing left of an earlier run that was cut off. */
    static ComposeProject withoutRemains() {
        ComposeProject project = new ComposeProject(program().orElseThrow());
        project.close();
        return project;
    }

    /** The query-service's address. */
    String api() {
        return api;
    }

    /** A line that README means for the default project, {@code ./tillview} or containers, as this one's. */
    String adapted(String line) {
        return line.replace("./tillview ", "docker compose run --rm -T tillview ")
                .replace("docker compose", compose)
                .replace("http://127.0.0.1:8080", api);
    }

    /** A line, adapted and pasted into a shell; it has to succeed. */
    Result done(String line) {
        Result result = TillviewCommand.paste(adapted(line));
        assertThat(result.exit()).as(line + ": " + result).isZero();
        return result;
    }

    /** A token, as its owner would have it. */
    String token(String merchant) {
        return done("docker compose run --rm -T tillview token --merchant " + merchant)
                .out()
                .strip();
    }

    /** The id of a service's container, running or not. */
    String container(String service) {
        String label = "--filter label=com.docker.compose.project=" + NAME
                + " --filter label=com.docker.compose.service=" + service;
        return done("docker ps --all --quiet --no-trunc " + label).out().strip();
    }

    /** What a program in a service's container prints. */
    String inside(String service, String... words) {
        List<String> line = Stream.concat(Stream.of("docker", "exec", container(service)), Stream.of(words))
                .toList();
        Result result = TillviewCommand.run(TillviewCommand.home(), Map.of(), line);
        assertThat(result.exit()).as(result.toString()).isZero();
        return result.out().strip();
    }

    /** Takes away its containers and all that they kept. */
    @Override
    public void close() {
        TillviewCommand.paste(compose + " down --volumes --remove-orphans --timeout 5");
    }
}
