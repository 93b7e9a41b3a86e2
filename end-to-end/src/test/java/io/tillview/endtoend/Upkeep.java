package io.tillview.endtoend;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.cluster.Ports.Endpoint;
import io.tillview.ingestion.AdminCredentials;
import io.tillview.ingestion.DruidRefusedException;
import io.tillview.ingestion.IngestionSpecs;
import io.tillview.ingestion.OverlordClient;
import io.tillview.ingestion.SpecValues;
import io.tillview.ingestion.layout.LayoutKeeper;
import io.tillview.ingestion.layout.LayoutStep;
import io.tillview.ingestion.records.TopicRanges;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What {@code upkeep} does about layout, at a time and for chunks of a test's own choosing. */
final class Upkeep {
    private static final Duration A_ROUND = Duration.ofSeconds(20);

    private final Tillview tillview;
    private final OverlordClient overlord;
    private final LayoutKeeper keeper;

    Upkeep(Tillview tillview) {
        this.tillview = tillview;
        SpecValues values = SpecValues.singleMachine(tillview.installation().address(Endpoint.KAFKA));
        this.overlord = new OverlordClient(
                tillview.installation().http(Endpoint.COORDINATOR),
                new AdminCredentials("admin", tillview.adminPassword()));
        this.keeper = new LayoutKeeper(
                overlord,
                IngestionSpecs.bundled().layouts(values),
                IngestionSpecs.bundled().supervisors(values),
                A_ROUND);
    }

    /** One round over some chunks; nothing where Druid is away just now. */
    List<LayoutStep> layOut(Instant from, Instant to, Instant now) throws InterruptedException {
        try (TopicRanges topic = TopicRanges.of(tillview.kafkaAdmin(), "merchant-events")) {
            return keeper.layOut(topic, from, to, now);
        } catch (DruidRefusedException e) {
            return List.of();
        }
    }

    /** The kinds of shards that queries see of a time, each with its chunk's interval. */
    List<String> shards(String datasource, Instant from, Instant to) {
        List<JsonNode> segments = new ArrayList<>();
        overlord.segments(datasource, from, to).forEach(segments::add);
        String latest = segments.stream()
                .map(segment -> segment.path("version").asText())
                .max(String::compareTo)
                .orElse("");
        return segments.stream()
                .filter(segment -> segment.path("version").asText().equals(latest))
                .map(segment -> segment.at("/shardSpec/type").asText() + " "
                        + segment.path("interval").asText())
                .toList();
    }

    /** Has tasks publish what they have read, as they do at their end, and returns once all of them have something of a time. */
    void handOver(List<String> datasources, Instant from, Instant to) {
        datasources.forEach(datasource -> overlord.handOff(datasource, 1));
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> datasources.stream()
                        .noneMatch(datasource -> shards(datasource, from, to).isEmpty()));
    }
}
