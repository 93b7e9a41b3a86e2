package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.cluster.Ports.Endpoint;
import io.tillview.endtoend.TillviewCommand.Result;
import io.tillview.events.EventType;
import io.tillview.events.MerchantEvent;
import io.tillview.events.Money;
import io.tillview.events.encoding.JsonEventEncoder;
import io.tillview.ingestion.merging.LateMerger;
import io.tillview.ingestion.merging.MergedOffsets;
import io.tillview.ingestion.records.TopicRanges;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Late events come into detail and rollups once, though the Indexer dies while they are merged, and answers know how far. */
@ExtendWith(TillviewExtension.class)
class LateMergeIT {
    private static final String SHOP = "late-shop";
    private static final int EVENTS = 500;
    /** Apart enough to fill a day, so that a task takes a while to write what it merges. */
    private static final int SECONDS_APART = 172;

    private static final String KILLED = "late_merge_merchant_metrics_";

    private final Tillview tillview;
    private final Reprocessed reprocessed;

    LateMergeIT(Tillview tillview) {
        this.tillview = tillview;
        this.reprocessed = new Reprocessed(tillview);
    }

    @Test
    void late_events_are_merged_once_though_the_indexer_is_killed_in_the_middle() throws Exception {
        Instant day = Instant.now().minus(Duration.ofDays(2)).truncatedTo(ChronoUnit.DAYS);
        try (HostileStream stream = new HostileStream(tillview, SHOP)) {
            for (int i = 0; i < EVENTS; i++) {
                stream.sendOne(new JsonEventEncoder().encode(order(day.plusSeconds((long) i * SECONDS_APART), i)));
            }
            // Older than anything that is kept: merged into nothing, and in the way of nothing.
            stream.sendOne(new JsonEventEncoder().encode(order(Instant.parse("2001-01-01T00:00:00Z"), 0)));
        }
        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> assertThat(count("late_events", "COUNT(*)"))
                .isEqualTo(EVENTS + 1));
        assertFinalOnlyBefore(firstArrival());

        mergeWhileTheIndexerIsKilled();
        List<LateMerger.Merged> again = reprocessed.mergeLate();
        layOutAsOneDay(day);
        List<LateMerger.Merged> onceLaidOut = reprocessed.mergeLate();

        assertThat(again).isEmpty();
        assertThat(onceLaidOut).isEmpty();
        assertThat(count("merchant_events", "COUNT(*)")).isEqualTo(EVENTS);
        assertThat(count("merchant_metrics", "SUM(events)")).isEqualTo(EVENTS);
        assertThat(count("merchant_metrics", "SUM(late)")).isEqualTo(EVENTS);
        assertThat(count("merchant_metrics", "SUM(amount_minor)")).isEqualTo(EVENTS * (EVENTS + 1L) / 2);
        assertFinalBeyond(firstArrival());
        Result check = command("check", "rollup", "--interval", day + "/" + day.plus(Duration.ofDays(1)));
        assertThat(check.exit()).as(check.toString()).isZero();
        assertThat(check.out()).contains("merchant_metrics: ", "platform_metrics: ", " 0 differ");
    }

    /** The hour isn't over: what is final ends before what arrived in it could have been ingested at once. */
    private void assertFinalOnlyBefore(Instant arrival) {
        Result upkeep = command("upkeep", "--once");
        assertThat(upkeep.exit()).as(upkeep.toString()).isZero();
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            assertThat(completeness(now.minus(Duration.ofDays(1)))).isEqualTo("final");
            assertThat(completeness(now.minus(Duration.ofHours(5)))).isEqualTo("received");
        });
        assertThat(completeness(now.plus(Duration.ofHours(1)))).isEqualTo("open");
        assertThat(finalThrough()).isBefore(arrival.minus(Duration.ofHours(6)));
    }

    private void assertFinalBeyond(Instant arrival) {
        try (TopicRanges topic = reprocessed.topic();
                MergedOffsets progress = MergedOffsets.in(tillview.kafkaAdmin(), "merchant-events")) {
            LateMerger merger = reprocessed.merger(topic);
            progress.commit(merger.datasources(), merger.mergedUpTo(Reprocessed.inTwoHours()));
        }
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(finalThrough()).isAfter(arrival.minus(Duration.ofHours(6))));
    }

    private String completeness(Instant to) {
        HttpResponse<String> answer = tillview.ask(
                SHOP,
                "{\"measures\": [\"orders\"], \"grain\": \"none\", \"timeRange\": {\"from\": \""
                        + to.minus(Duration.ofDays(1)) + "\", \"to\": \"" + to + "\"}}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Tillview.json(answer.body()).at("/meta/completeness").asText();
    }

    private Instant finalThrough() {
        HttpResponse<String> answer = tillview.get(
                tillview.installation().http(Endpoint.QUERY_SERVICE).resolve("/v1/freshness"),
                "Bearer " + tillview.merchantToken(SHOP));
        return Instant.parse(
                Tillview.json(answer.body()).at("/datasources/0/finalThrough").asText());
    }

    private Instant firstArrival() {
        return Instant.ofEpochMilli(count("late_events", "MIN(arrived_at)"));
    }

    private Result command(String... words) {
        return new TillviewCommand(
                        tillview.installation().data().root(),
                        tillview.installation().ports())
                .call(words);
    }

    private void mergeWhileTheIndexerIsKilled() {
        RunningTask merge = new RunningTask(tillview, KILLED);
        CompletableFuture<Void> killer = CompletableFuture.runAsync(merge::killIndexer);
        reprocessed.awaitLateMerged();
        killer.join();
        assertThat(tasks("FAILED")).anyMatch(task -> task.startsWith(KILLED));
    }

    /** What upkeep does in a week. */
    private void layOutAsOneDay(Instant day) {
        Instant end = day.plus(Duration.ofDays(1));
        Upkeep upkeep = new Upkeep(tillview);
        String laidOut = "range " + day.toString().replace("Z", ".000Z") + "/"
                + end.toString().replace("Z", ".000Z");
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    upkeep.layOut(day, end, end.plus(Duration.ofDays(8)));
                    return Stream.of("merchant_events", "merchant_metrics", "platform_metrics")
                            .allMatch(datasource ->
                                    upkeep.shards(datasource, day, end).equals(List.of(laidOut)));
                });
    }

    private List<String> tasks(String status) {
        return tillview.adminSql("SELECT task_id FROM sys.tasks WHERE status = '" + status + "'")
                .findValuesAsText("task_id");
    }

    private long count(String datasource, String measure) {
        JsonNode rows = tillview.adminSql(
                "SELECT " + measure + " AS n FROM " + datasource + " WHERE merchant_id = '" + SHOP + "'");
        return rows.get(0).get("n").asLong();
    }

    private static MerchantEvent order(Instant at, int number) {
        return MerchantEvent.builder()
                .merchantId(SHOP)
                .eventType(EventType.ORDER_PLACED)
                .occurredAt(at)
                .visitorId("v-" + number % 50)
                .amount(Money.of(number + 1, "EUR"))
                .quantity(1)
                .build();
    }
}
