package io.tillview.cluster.services;

import io.tillview.cluster.Installation;
import io.tillview.cluster.Ports.Endpoint;
import io.tillview.cluster.Service;
import io.tillview.cluster.Service.Launch;
import io.tillview.cluster.Service.StopSignal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** What has to be done again and again: {@code ./tillview upkeep}. It keeps nothing, and may be killed at any time. */
final class Upkeep {
    static final String NAME = "upkeep";

    /** A round may wait for a task of Druid's. */
    private static final Duration SILENCE = Duration.ofMinutes(10);

    private Upkeep() {}

    static Service service(Installation installation) {
        Heartbeat heartbeat = new Heartbeat(
                installation.data().run().resolve(NAME + ".heartbeat"), SILENCE, "no round of it succeeded");
        return new Service(
                NAME,
                Set.of(KafkaBroker.NAME),
                Set.of(Endpoint.INDEXER.label(), KafkaBroker.NAME),
                heartbeat::forget,
                () -> launch(installation, heartbeat.file()),
                heartbeat::ask,
                Duration.ofMinutes(2),
                StopSignal.TERM,
                Duration.ofSeconds(10));
    }

    private static Launch launch(Installation installation, Path heartbeat) {
        Path command = installation.distribution().command();
        return new JavaCommand(installation, NAME, NAME)
                .property("org.slf4j.simpleLogger.defaultLogLevel", "error")
                .classPath(command.resolve("lib"), command.resolve("classes"))
                .with("io.tillview.command.Tillview")
                .with(NAME)
                .with("--data")
                .with(installation.data().root().toString())
                .with("--heartbeat")
                .with(heartbeat.toString())
                .launch(Map.of("MALLOC_ARENA_MAX", "2"));
    }
}
