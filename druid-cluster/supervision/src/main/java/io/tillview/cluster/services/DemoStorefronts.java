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

/** The demo's live traffic: synthetic shops that publish through the SDK, as real ones would. */
final class DemoStorefronts {
    static final String NAME = "demo-storefronts";

    /** It touches its heartbeat every other second in which Kafka has stored events. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private DemoStorefronts() {}

    static Service service(Installation installation) {
        Heartbeat heartbeat = new Heartbeat(
                installation.data().run().resolve(NAME + ".heartbeat"), SILENCE, "no event of it was stored");
        return new Service(
                NAME,
                Set.of(KafkaBroker.NAME),
                Set.of(Endpoint.INDEXER.label(), KafkaBroker.NAME),
                heartbeat::forget,
                () -> launch(installation, heartbeat.file()),
                heartbeat::ask,
                Duration.ofMinutes(1),
                StopSignal.TERM,
                Duration.ofSeconds(20));
    }

    private static Launch launch(Installation installation, Path heartbeat) {
        return new JavaCommand(installation, NAME, NAME)
                .property("org.slf4j.simpleLogger.defaultLogLevel", "error")
                .property(
                        "org.slf4j.simpleLogger.logFile",
                        installation.data().log().resolve(NAME + ".log"))
                .classPath(installation.distribution().demo())
                .with("io.tillview.demo.DemoProcess")
                .with("--properties")
                .with(installation.data().publisherProperties().toString())
                .with("--heartbeat")
                .with(heartbeat.toString())
                .launch(Map.of("MALLOC_ARENA_MAX", "2"));
    }
}
