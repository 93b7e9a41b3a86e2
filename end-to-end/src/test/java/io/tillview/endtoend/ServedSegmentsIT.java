package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.cluster.Ports.Endpoint;
import io.tillview.endtoend.TillviewCommand.Result;
import io.tillview.events.EventType;
import io.tillview.events.MerchantEvent;
import io.tillview.events.Money;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A Broker says which segments it serves, what of it changed and what did not; and says so to query-service and admins only. */
@ExtendWith(TillviewExtension.class)
class ServedSegmentsIT {
    private static final String PATH = "/tillview/v1/served-segments/";
    private static final String SHOP = "served-a";
    private static final String NEIGHBOUR = "served-b";
    private static final List<String> DATASOURCES = List.of("merchant_events", "merchant_metrics");
    private static final Instant DAY = Instant.parse("2026-05-12T00:00:00Z");
    private static final Instant NEXT_DAY = DAY.plus(Duration.ofDays(1));

    private final Tillview tillview;

    ServedSegmentsIT(Tillview tillview) {
        this.tillview = tillview;
    }

    @Test
    void what_changes_is_told_and_what_does_not_stays_as_it_was() throws Exception {
        tillview.importPast(
                List.of(order(SHOP, DAY), order(NEIGHBOUR, DAY), order(SHOP, NEXT_DAY), order(NEIGHBOUR, NEXT_DAY)));
        Answer imported = ask("none", 0);
        for (String datasource : DATASOURCES) {
            assertThat(imported.chunks(datasource, DAY)).isNotEmpty().noneMatch(chunk -> chunk.contains("growing"));
            assertThat(imported.chunks(datasource, NEXT_DAY)).isNotEmpty();
        }

        tillview.publish(Events.orders(SHOP, 3));
        tillview.awaitEvents(SHOP, 5);
        Answer published = ask(imported.epoch(), imported.position());

        assertThat(published.isWhole()).isFalse();
        assertThat(published.position()).isGreaterThanOrEqualTo(imported.position());
        Answer all = ask("none", 0);
        for (String datasource : DATASOURCES) {
            assertThat(published.touches(datasource, DAY)).isFalse();
            assertThat(published.touches(datasource, NEXT_DAY)).isFalse();
            assertThat(all.chunks(datasource, Instant.now().truncatedTo(ChronoUnit.DAYS)))
                    .anyMatch(chunk -> chunk.contains("growing"));
        }

        Result laidOut = new TillviewCommand(
                        tillview.installation().data().root(),
                        tillview.installation().ports())
                .call("reindex", "repartition", "--interval", DAY + "/" + NEXT_DAY);

        assertThat(laidOut.exit()).as(laidOut.toString()).isZero();
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(300))
                .untilAsserted(() -> {
                    Answer changed = ask(published.epoch(), published.position());
                    for (String datasource : DATASOURCES) {
                        assertThat(changed.touches(datasource, DAY)).isTrue();
                        assertThat(changed.touches(datasource, NEXT_DAY)).isFalse();
                        assertThat(changed.chunks(datasource, DAY))
                                .isNotEmpty()
                                .doesNotContainAnyElementsOf(imported.chunks(datasource, DAY))
                                .allMatch(chunk -> chunk.contains("ranged"));
                        assertThat(ask("none", 0).chunks(datasource, NEXT_DAY))
                                .isEqualTo(imported.chunks(datasource, NEXT_DAY));
                    }
                });
    }

    @Test
    void query_service_keeps_in_step() {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(300))
                .untilAsserted(() -> {
                    String metrics = tillview.get(
                                    tillview.installation()
                                            .http(Endpoint.QUERY_SERVICE)
                                            .resolve("/q/metrics"),
                                    null)
                            .body();

                    assertThat(metrics.lines()
                                    .filter(line -> line.startsWith("tillview_segments_view_age{"))
                                    .map(line -> Double.valueOf(line.substring(line.lastIndexOf(' ')))))
                            .singleElement()
                            .satisfies(age -> assertThat(age).isBetween(0.0, 2.0));
                });
    }

    @Test
    void late_and_rejected_records_are_not_told_of() {
        HttpResponse<String> toQueryService = get(PATH + "none/0", status());

        assertThat(toQueryService.statusCode()).as(toQueryService.body()).isEqualTo(200);
        assertThat(Tillview.json(toQueryService.body()).findValuesAsText("datasource"))
                .isSubsetOf("merchant_events", "merchant_metrics", "platform_metrics");
        assertThat(get(PATH + "none/0", tillview.adminAuthorization()).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "merchant, none/0, 403",
        "merchant, 0123456789abcdef/9, 403",
        "shop, none/0, 401",
        "nobody, none/0, 401",
        "status, none/0?since=0, 403",
        "status, none, 403",
        "status, none/0/, 403",
        "admin, none/x, 404"
    })
    void nobody_else_is_told(String who, String path, int refusal) {
        String authorization =
                switch (who) {
                    case "merchant" -> "Bearer " + tillview.delegationToken(SHOP);
                    case "shop" -> "Bearer " + tillview.merchantToken(SHOP);
                    case "status" -> status();
                    case "admin" -> tillview.adminAuthorization();
                    default -> null;
                };

        HttpResponse<String> response = get(PATH + path, authorization);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(refusal);
        assertThat(response.body()).doesNotContain("stretches", NEIGHBOUR);
    }

    private record Answer(JsonNode json) {
        String epoch() {
            return json.path("epoch").asText();
        }

        long position() {
            return json.path("position").asLong();
        }

        boolean isWhole() {
            return json.path("whole").asBoolean();
        }

        boolean touches(String datasource, Instant day) {
            return stretches(datasource).stream().anyMatch(stretch -> overlaps(stretch, day));
        }

        /** What serves a day, as it is told. */
        List<String> chunks(String datasource, Instant day) {
            List<String> chunks = new ArrayList<>();
            for (JsonNode stretch : stretches(datasource)) {
                stretch.path("chunks").forEach(chunk -> {
                    if (overlaps(chunk, day)) {
                        chunks.add(chunk.toString());
                    }
                });
            }
            return chunks;
        }

        private List<JsonNode> stretches(String datasource) {
            List<JsonNode> stretches = new ArrayList<>();
            json.path("stretches").forEach(stretch -> {
                if (stretch.path("datasource").asText().equals(datasource)) {
                    stretches.add(stretch);
                }
            });
            return stretches;
        }

        private static boolean overlaps(JsonNode node, Instant day) {
            return node.path("from").asLong() < day.plus(Duration.ofDays(1)).toEpochMilli()
                    && node.path("to").asLong() > day.toEpochMilli();
        }
    }

    private Answer ask(String epoch, long position) {
        HttpResponse<String> response = get(PATH + epoch + "/" + position, status());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new Answer(Tillview.json(response.body()));
    }

    private HttpResponse<String> get(String path, String authorization) {
        return tillview.get(tillview.installation().http(Endpoint.BROKER).resolve(path), authorization);
    }

    private String status() {
        return "Tillview-Status " + tillview.statusToken();
    }

    private static MerchantEvent order(String merchant, Instant day) {
        return MerchantEvent.builder()
                .merchantId(merchant)
                .eventType(EventType.ORDER_PLACED)
                .amount(Money.of(100, "EUR"))
                .channel("organic")
                .occurredAt(day.plusSeconds(3_600))
                .build();
    }
}
