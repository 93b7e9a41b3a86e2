package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.cluster.Ports.Endpoint;
import io.tillview.ingestion.AdminCredentials;
import io.tillview.ingestion.BrokerClient;
import io.tillview.ingestion.DruidRefusedException;
import io.tillview.ingestion.IngestionSpecs;
import io.tillview.ingestion.OverlordClient;
import io.tillview.ingestion.SpecValues;
import io.tillview.ingestion.SupervisorSpec;
import io.tillview.ingestion.merging.LateMerger;
import io.tillview.ingestion.records.TopicRanges;
import io.tillview.ingestion.reprocessing.DruidAccess;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What reprocessing works on, in the installation under test, and what is found there afterwards. */
final class Reprocessed {
    private final Tillview tillview;
    private final List<SupervisorSpec> supervisors;

    Reprocessed(Tillview tillview) {
        this.tillview = tillview;
        this.supervisors = IngestionSpecs.bundled().supervisors(values());
    }

    DruidAccess druid(TopicRanges topic) {
        return new DruidAccess(
                overlord(),
                broker(),
                topic,
                supervisors,
                IngestionSpecs.bundled().layouts(values()),
                Duration.ofMinutes(2));
    }

    TopicRanges topic() {
        return TopicRanges.of(tillview.kafkaAdmin(), "merchant-events");
    }

    OverlordClient overlord() {
        return new OverlordClient(tillview.installation().http(Endpoint.COORDINATOR), admin());
    }

    BrokerClient broker() {
        return new BrokerClient(tillview.installation().http(Endpoint.BROKER), admin());
    }

    TillviewCommand command() {
        return new TillviewCommand(
                tillview.installation().data().root(), tillview.installation().ports());
    }

    /** Merges the hours of today's arrivals, too, as if they were over. */
    List<LateMerger.Merged> mergeLate() throws InterruptedException {
        try (TopicRanges topic = topic()) {
            return merger(topic).mergeClosedHours(inTwoHours());
        }
    }

    LateMerger merger(TopicRanges topic) {
        Map<String, SupervisorSpec> byId =
                supervisors.stream().collect(Collectors.toMap(SupervisorSpec::id, Function.identity()));
        return new LateMerger(
                overlord(),
                broker(),
                topic,
                byId.get("late_events"),
                Stream.of("merchant_events", "merchant_metrics", "platform_metrics")
                        .map(byId::get)
                        .toList(),
                IngestionSpecs.bundled().retention(values()).get(0),
                Duration.ofMinutes(3));
    }

    /** Then every hour of today's arrivals is over. */
    static Instant inTwoHours() {
        return Instant.now().plus(Duration.ofHours(2));
    }

    /** Until late events are published for the first time: see docs/decisions/0112-the-first-hand-off.md. */
    void awaitLatePublished() {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(() -> number("SELECT COUNT(*) FROM sys.segments"
                                + " WHERE datasource = 'late_events' AND is_published = 1")
                        > 0);
    }

    /** Merges until all is merged that has arrived late by now, however often Druid is away meanwhile. */
    void awaitLateMerged() {
        Map<Integer, Long> arrived = lastLate();
        assertThat(arrived).isNotEmpty();
        await().atMost(Duration.ofMinutes(10))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    try {
                        mergeLate();
                        return isMerged(arrived);
                    } catch (DruidRefusedException e) {
                        // What was killed is not up again; the next round goes on.
                        return false;
                    }
                });
    }

    private boolean isMerged(Map<Integer, Long> offsets) {
        try (TopicRanges topic = topic()) {
            Map<Integer, Long> merged = merger(topic).mergedUpTo(inTwoHours());
            return offsets.entrySet().stream()
                    .allMatch(entry -> merged.getOrDefault(entry.getKey(), 0L) > entry.getValue());
        }
    }

    /** The offset of the last late event, by partition. */
    private Map<Integer, Long> lastLate() {
        Map<Integer, Long> last = new HashMap<>();
        for (JsonNode row :
                tillview.adminSql("SELECT kafka_partition AS p, MAX(kafka_offset) AS o FROM late_events GROUP BY 1")) {
            last.put(row.get("p").asInt(), row.get("o").asLong());
        }
        return last;
    }

    /** A single number. */
    long number(String sql) {
        JsonNode row = tillview.adminSql(sql).get(0);
        return row.get(row.fieldNames().next()).asLong();
    }

    private SpecValues values() {
        return SpecValues.singleMachine(tillview.installation().address(Endpoint.KAFKA));
    }

    private AdminCredentials admin() {
        return new AdminCredentials("admin", tillview.adminPassword());
    }
}
