package io.tillview.command;

import io.tillview.cluster.Installation;
import io.tillview.cluster.Ports.Endpoint;
import io.tillview.ingestion.AdminCredentials;
import io.tillview.ingestion.BrokerClient;
import io.tillview.ingestion.EventImport;
import io.tillview.ingestion.IngestionSpecs;
import io.tillview.ingestion.OverlordClient;
import io.tillview.ingestion.RetentionRules;
import io.tillview.ingestion.SpecReconciler;
import io.tillview.ingestion.SpecValues;
import io.tillview.ingestion.SupervisorSpec;
import io.tillview.ingestion.SupervisorStatus;
import io.tillview.ingestion.layout.LayoutKeeper;
import io.tillview.ingestion.merging.LateMerger;
import io.tillview.ingestion.merging.MergedOffsets;
import io.tillview.ingestion.records.TopicLookup;
import io.tillview.ingestion.records.TopicRanges;
import io.tillview.ingestion.reprocessing.DruidAccess;
import io.tillview.tenancy.token.Secret;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Brings the ingestion specs and an embedded installation together. */
final class Ingestion {
    static final String TOPIC = "merchant-events";

    private Ingestion() {}

    /** The values of the specs' placeholders: one broker, one Indexer. */
    static SpecValues values(Installation installation) {
        return SpecValues.singleMachine(installation.address(Endpoint.KAFKA));
    }

    static SpecReconciler reconciler(Installation installation) {
        return SpecReconciler.connect(
                kafkaAdmin(installation),
                installation.http(Endpoint.COORDINATOR),
                credentials(installation),
                values(installation));
    }

    /** Makes Kafka and Druid what the specs say, and prints what it changed. */
    static void applySpecs(Installation installation, PrintWriter out) {
        try (SpecReconciler reconciler = reconciler(installation)) {
            reconciler.apply(change -> {
                if (change.isToDo()) {
                    out.println("          " + change.summary());
                }
            });
        }
    }

    /** The supervisors as they should be. */
    static List<SupervisorSpec> supervisors(Installation installation) {
        return IngestionSpecs.bundled().supervisors(values(installation));
    }

    /** How every supervisor is doing. */
    static List<SupervisorStatus> status(Installation installation) {
        List<String> datasources =
                supervisors(installation).stream().map(SupervisorSpec::id).toList();
        return SupervisorStatus.ask(installation.http(Endpoint.COORDINATOR), credentials(installation), datasources);
    }

    /** Imports of past events; what is known of them lies in the data folder. */
    static EventImport eventImport(Installation installation) {
        return new EventImport(
                installation.http(Endpoint.COORDINATOR),
                installation.http(Endpoint.BROKER),
                credentials(installation),
                values(installation),
                installation.data().root().resolve("imports"));
    }

    /** An administrator's SQL. */
    static BrokerClient broker(Installation installation) {
        return new BrokerClient(installation.http(Endpoint.BROKER), credentials(installation));
    }

    /** The Overlord, as an administrator asks it. */
    static OverlordClient overlord(Installation installation) {
        return new OverlordClient(installation.http(Endpoint.COORDINATOR), credentials(installation));
    }

    /** Merges late events. */
    static LateMerger lateMerger(Installation installation, TopicRanges topic, Duration patience) {
        Map<String, SupervisorSpec> supervisors =
                supervisors(installation).stream().collect(Collectors.toMap(SupervisorSpec::id, Function.identity()));
        return new LateMerger(
                overlord(installation),
                broker(installation),
                topic,
                supervisors.get("late_events"),
                Stream.of("merchant_events", "merchant_metrics", "platform_metrics")
                        .map(supervisors::get)
                        .toList(),
                retention(installation, "merchant_events"),
                patience);
    }

    /** Tells how far late events are merged. */
    static MergedOffsets mergedOffsets(Installation installation) {
        return MergedOffsets.in(kafkaAdmin(installation), TOPIC);
    }

    private static RetentionRules retention(Installation installation, String datasource) {
        return IngestionSpecs.bundled().retention(values(installation)).stream()
                .filter(rules -> rules.datasource().equals(datasource))
                .findFirst()
                .orElseThrow();
    }

    /** Lays closed chunks out. */
    static LayoutKeeper layoutKeeper(Installation installation, Duration patience) {
        return new LayoutKeeper(
                overlord(installation),
                IngestionSpecs.bundled().layouts(values(installation)),
                supervisors(installation),
                patience);
    }

    /** What reprocessing asks and goes by. */
    static DruidAccess druid(Installation installation, TopicRanges topic) {
        return new DruidAccess(
                overlord(installation),
                broker(installation),
                topic,
                supervisors(installation),
                IngestionSpecs.bundled().layouts(values(installation)),
                Duration.ofMinutes(2));
    }

    /** The topic of events, as its administrator reads it. */
    static TopicRanges topic(Installation installation) {
        return TopicRanges.of(kafkaAdmin(installation), TOPIC);
    }

    /** The same, to look single offsets up. */
    static TopicLookup topicLookup(Installation installation) {
        return TopicLookup.in(kafkaAdmin(installation), TOPIC);
    }

    private static AdminCredentials credentials(Installation installation) {
        return new AdminCredentials(
                "admin",
                Secret.readFrom(installation.data().secrets().resolve("admin-password"))
                        .reveal());
    }

    /** Kafka client properties of a publisher. */
    static Map<String, String> kafkaPublisher(Installation installation) {
        return load(installation.data().publisherProperties());
    }

    private static Map<String, String> kafkaAdmin(Installation installation) {
        return load(installation.data().adminProperties());
    }

    private static Map<String, String> load(Path file) {
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> map = new HashMap<>();
        properties.forEach((name, value) -> map.put((String) name, (String) value));
        return map;
    }
}
