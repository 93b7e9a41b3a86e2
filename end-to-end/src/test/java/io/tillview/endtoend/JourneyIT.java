package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.events.MerchantEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Known events go in through the SDK; what merchants are answered equals what was sent, to the cent. */
@ExtendWith(TillviewExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class JourneyIT {
    private final List<KnownEvents> merchants = List.of(
            new KnownEvents("journey-a", "EUR", 11),
            new KnownEvents("journey-b", "USD", 12),
            new KnownEvents("journey-c", "JPY", 13));
    private final Tillview tillview;

    JourneyIT(Tillview tillview) {
        this.tillview = tillview;
    }

    @BeforeAll
    void bring_in() throws Exception {
        Instant live = Instant.now().minus(KnownEvents.LIVE_FOR).minus(Duration.ofMinutes(1));
        Map<Boolean, List<MerchantEvent>> events = merchants.stream()
                .flatMap(merchant -> merchant.events().stream())
                .collect(Collectors.partitioningBy(event -> event.occurredAt().isBefore(live)));
        tillview.importPast(events.get(true));
        tillview.publish(events.get(false));
        merchants.forEach(merchant ->
                tillview.awaitEvents(merchant.merchant(), merchant.events().size()));
    }

    @ParameterizedTest
    @CsvSource({
        "channel, UTC, merchant_metrics",
        "channel, America/New_York, merchant_metrics",
        "channel, Asia/Kathmandu, merchant_metrics",
        "page_path, UTC, merchant_events",
        "page_path, Australia/Lord_Howe, merchant_events"
    })
    void counts_and_sums_of_every_merchant_and_day_are_what_was_sent(String dimension, String zone, String source) {
        for (KnownEvents merchant : merchants) {
            Map<String, List<String>> expected = merchant.byDayAnd(dimension, ZoneId.of(zone));

            JsonNode answer = Tillview.json(tillview.ask(
                            merchant.merchant(),
                            """
                            {"measures": ["events", "orders", "units_sold", "gross_sales", "refunds", "net_sales"],
                             "dimensions": ["%s"], "grain": "day", "timeZone": "%s", "limit": 10000,
                             "timeRange": {"from": "%s", "to": "%s"}}
                            """
                                    .formatted(
                                            dimension,
                                            zone,
                                            LocalDate.now(ZoneId.of(zone)).minusDays(10),
                                            LocalDate.now(ZoneId.of(zone)).plusDays(1)))
                    .body());

            assertThat(answer.at("/meta/source").asText()).as(answer.toString()).isEqualTo(source);
            assertThat(byDayAndDimension(answer.get("rows"), ZoneId.of(zone))).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"merchant_metrics, channel, 'organic'", "merchant_events, page_path, '/c''est-la-vie'"})
    void a_filter_keeps_what_it_names(String source, String dimension, String value) {
        KnownEvents merchant = merchants.get(0);

        JsonNode rows = tillview.rows(
                merchant.merchant(),
                """
                {"measures": ["events", "gross_sales"], "timeRange": {"last": "P10D"}, "grain": "none",
                 "filters": [{"dimension": "%s", "op": "eq", "values": ["%s"]}]}
                """
                        .formatted(dimension, value));

        assertThat(rows.toString())
                .isEqualTo("[[%d,\"%s\"]]"
                        .formatted(merchant.countOf(dimension, value), merchant.grossSalesOf(dimension, value)));
    }

    private static Map<String, List<String>> byDayAndDimension(JsonNode rows, ZoneId zone) {
        Map<String, List<String>> byDay = new TreeMap<>();
        for (JsonNode row : rows) {
            LocalDate day = OffsetDateTime.parse(row.get(0).asText())
                    .atZoneSameInstant(zone)
                    .toLocalDate();
            List<String> measures = new ArrayList<>();
            for (int i = 2; i < row.size(); i++) {
                measures.add(row.get(i).asText());
            }
            byDay.put(day + " " + row.get(1).asText(), measures);
        }
        return byDay;
    }
}
