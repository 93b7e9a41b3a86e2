package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.cluster.Ports.Endpoint;
import io.tillview.events.EventType;
import io.tillview.events.MerchantEvent;
import io.tillview.events.MerchantEventBuilder;
import io.tillview.events.Money;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything a question can say, against a handful of events that can be counted by hand: some laid down, some just come in. */
@ExtendWith(TillviewExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class CoreQueryIT {
    private static final String SHOP = "core-a";
    private static final String NEIGHBOUR = "core-b";
    private static final String HAVANA = "core-c";

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    private final ZoneOffsetTransition midnight =
            ZoneId.of("America/Havana").getRules().previousTransition(now.minus(2, ChronoUnit.DAYS));
    private final Tillview tillview;

    CoreQueryIT(Tillview tillview) {
        this.tillview = tillview;
    }

    @BeforeAll
    void bring_in() throws Exception {
        Instant first = at(3);
        Instant second = at(2);
        List<MerchantEvent> past = List.of(
                order(SHOP, first, 1_000, "organic", Map.of("size", 9)),
                order(SHOP, first, 2_000, "organic", Map.of("size", "10")),
                order(SHOP, first, 3_000, "organic", Map.of("size", 10.5)),
                order(SHOP, first, 500, "100%", Map.of("size", List.of(1, 2))),
                order(SHOP, second, 4_000, "organic", Map.of("size", true)),
                view(SHOP, second, "a_b", Map.of("gift wrap", Map.of("paper", "red"))),
                view(SHOP, second, "A_b", Map.of("größe", "100%")),
                // Shares every segment, and names its attributes alike.
                order(NEIGHBOUR, first, 9_900, "organic", Map.of("size", "10")),
                order(NEIGHBOUR, second, 9_900, "a_b", Map.of("size", List.of("x"), "gift wrap", 5)),
                order(HAVANA, midnight.getInstant().minus(50, ChronoUnit.MINUTES), 100, null, Map.of()),
                order(HAVANA, midnight.getInstant().plus(10, ChronoUnit.MINUTES), 100, null, Map.of()));
        List<MerchantEvent> live = List.of(
                order(SHOP, now, 700, "organic", Map.of("size", "large")),
                order(SHOP, now, 800, null, Map.of("size", -3)),
                order(SHOP, now, 900, null, Map.of("size", List.of(7))),
                order(NEIGHBOUR, now, 9_900, null, Map.of("size", 10)));
        tillview.importPast(past);
        tillview.publish(live);
        tillview.awaitEvents(SHOP, 10);
        tillview.awaitEvents(NEIGHBOUR, 3);
        tillview.awaitEvents(HAVANA, 2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'dimension': 'channel', 'op': 'contains', 'value': '%'} | 1",
                "{'dimension': 'channel', 'op': 'contains', 'value': '_'} | 2",
                "{'dimension': 'channel', 'op': 'starts_with', 'value': 'a_'} | 1",
                "{'dimension': 'channel', 'op': 'exists'} | 8",
                "{'dimension': 'channel', 'op': 'not_exists'} | 2",
                "{'dimension': 'channel', 'op': 'ne', 'value': 'organic'} | 5",
                "{'dimension': 'channel', 'op': 'gt', 'value': 'a_b'} | 5",
                "{'dimension': 'channel', 'op': 'lte', 'value': 'A_b'} | 2",
                "{'dimension': 'attributes.size', 'op': 'gt', 'value': 9} | 2",
                "{'dimension': 'attributes.size', 'op': 'gte', 'value': '9'} | 3",
                "{'dimension': 'attributes.size', 'op': 'lt', 'value': 9.5} | 3",
                "{'dimension': 'attributes.size', 'op': 'in', 'values': [10, 'large']} | 2",
                "{'dimension': 'attributes.size', 'op': 'eq', 'value': true} | 1",
                "{'dimension': 'attributes.size', 'op': 'ne', 'value': 10} | 9",
                "{'dimension': 'attributes.size', 'op': 'exists'} | 6",
                "{'dimension': 'attributes.size', 'op': 'not_exists'} | 4",
                "{'dimension': 'attributes.size', 'op': 'contains', 'value': '1'} | 3",
                "{'dimension': 'attributes.size', 'op': 'starts_with', 'value': 'lar'} | 1",
                "{'dimension': 'attributes.gift wrap.paper', 'op': 'eq', 'value': 'red'} | 1",
                "{'dimension': 'attributes.größe', 'op': 'contains', 'value': '0%'} | 1",
                "{'dimension': 'attributes.nothing', 'op': 'exists'} | 0",
                "{'dimension': 'attributes.nothing', 'op': 'gt', 'value': 0} | 0",
                "{'any': [{'dimension': 'channel', 'op': 'eq', 'value': 'a_b'}, {'all': [{'dimension': 'attributes.size', 'op': 'gt', 'value': 9}, {'dimension': 'channel', 'op': 'exists'}]}]} | 3"
            })
    void a_filter_keeps_what_it_says(String filter, int events) {
        assertThat(ask("'measures': ['events'], 'filters': [%s]".formatted(filter))
                        .get("rows")
                        .toString())
                .isEqualTo("[[" + events + "]]");
    }

    @Test
    void an_attribute_is_a_dimension_whatever_it_holds() {
        assertThat(ask("'measures': ['events'], 'dimensions': ['attributes.size']")
                        .get("rows")
                        .toString())
                .isEqualTo(json("[[null,4],['-3',1],['1',1],['10',1],['10.5',1],['9',1],['large',1]]"));
    }

    @Test
    void having_comes_before_the_limit_and_is_about_what_is_shown() {
        assertThat(ask("'measures': ['average_order_value'], 'dimensions': ['channel'], 'limit': 1,"
                                + " 'having': [{'measure': 'average_order_value', 'op': 'eq', 'value': '8.5'}]")
                        .get("rows")
                        .toString())
                .isEqualTo(json("[[null,'8.50']]"));
        assertThat(ask("'measures': ['orders'], 'dimensions': ['channel'],"
                                + " 'having': [{'measure': 'orders', 'op': 'gt', 'value': 1.5}]")
                        .get("rows")
                        .toString())
                .isEqualTo(json("[[null,2],['organic',5]]"));
    }

    @Test
    void gaps_are_filled_and_the_leading_series_are_the_same_every_day() {
        JsonNode answer = ask("'measures': ['orders', 'gross_sales', 'average_order_value'], 'dimensions': ['channel'],"
                + " 'grain': 'day', 'fillGaps': true, 'limitPerTime': 1");

        assertThat(answer.get("rows").toString())
                .isEqualTo(json("[['%s','organic',3,'60.00','20.00'],['%s','organic',1,'40.00','40.00'],"
                                + "['%s','organic',0,'0.00',null],['%s','organic',1,'7.00','7.00']]")
                        .formatted(day(3), day(2), day(1), day(0)));
    }

    @Test
    void a_day_is_held_against_the_day_before() {
        JsonNode comparison = Tillview.json(tillview.ask(
                                SHOP,
                                json("{'measures': ['orders', 'net_sales'], 'dimensions': ['channel'], 'grain': 'day',"
                                                + " 'timeRange': {'from': '%s', 'to': '%s'}, 'compareTo': 'previous_period'}")
                                        .formatted(today.minusDays(2), today.minusDays(1)))
                        .body())
                .get("comparison");

        assertThat(comparison.at("/timeRange/from").asText()).isEqualTo(day(3));
        assertThat(comparison.get("rows").toString())
                .isEqualTo(json("[['%1$s','%2$s','A_b',0,null,'0.00',null],['%1$s','%2$s','a_b',0,null,'0.00',null],"
                                + "['%1$s','%2$s','organic',3,-0.6666666666666667,'60.00',-0.3333333333333333]]")
                        .formatted(day(2), day(3)));
    }

    /** Back from one to midnight it is a day with two midnights, on from midnight to one a week whose Sunday begins at one. */
    @Test
    void clocks_that_are_changed_at_midnight_make_no_second_bucket() {
        LocalDate sunday = midnight.getDateTimeAfter().toLocalDate();

        JsonNode answer = Tillview.json(tillview.ask(
                        HAVANA,
                        json("{'measures': ['orders'], 'grain': '%s', 'timeZone': 'America/Havana',"
                                        + " 'timeRange': {'from': '%s', 'to': '%s'}}")
                                .formatted(midnight.isGap() ? "week" : "day", sunday.minusDays(6), sunday.plusDays(1)))
                .body());

        assertThat(answer.get("rows")).as(answer.toString()).hasSize(1);
        assertThat(answer.at("/rows/0/1").asInt()).isEqualTo(2);
    }

    @Test
    void pages_and_csv_give_the_same_rows() {
        String question = question("'measures': ['events'], 'dimensions': ['channel'],"
                + " 'orderBy': [{'field': 'events', 'direction': 'desc'}], 'limit': 3%s");
        JsonNode first =
                Tillview.json(tillview.ask(SHOP, question.formatted("")).body());
        String token = first.at("/page/nextPageToken").asText();

        HttpResponse<String> second = tillview.send(tillview.request(
                        tillview.installation().http(Endpoint.QUERY_SERVICE).resolve("/v1/query"),
                        "Bearer " + tillview.merchantToken(SHOP))
                .header("Content-Type", "application/json")
                .header("Accept", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofString(question.formatted(", \"pageToken\": \"" + token + "\""))));

        assertThat(first.get("rows").toString()).isEqualTo(json("[['organic',5],[null,2],['100%',1]]"));
        assertThat(second.body()).isEqualTo("channel,events\r\nA_b,1\r\na_b,1\r\n");
        assertThat(second.headers().firstValue("X-Truncated")).contains("false");
        assertThat(tillview.ask(NEIGHBOUR, question.formatted(", \"pageToken\": \"" + token + "\""))
                        .statusCode())
                .isEqualTo(400);
    }

    private JsonNode ask(String fields) {
        HttpResponse<String> response = tillview.ask(SHOP, question(fields));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Tillview.json(response.body());
    }

    private String question(String fields) {
        return json("{%s, 'timeRange': {'from': '%s', 'to': '%s'}}"
                .formatted(fields, today.minusDays(3), today.plusDays(1)));
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    private Instant at(int daysAgo) {
        return today.minusDays(daysAgo).atTime(12, 0).toInstant(ZoneOffset.UTC);
    }

    private String day(int daysAgo) {
        return today.minusDays(daysAgo) + "T00:00:00Z";
    }

    private static MerchantEvent order(
            String merchant, Instant at, long minor, String channel, Map<String, ?> attributes) {
        return event(merchant, at, channel, attributes)
                .eventType(EventType.ORDER_PLACED)
                .amount(Money.of(minor, "EUR"))
                .build();
    }

    private static MerchantEvent view(String merchant, Instant at, String channel, Map<String, ?> attributes) {
        return event(merchant, at, channel, attributes)
                .eventType(EventType.PAGE_VIEWED)
                .build();
    }

    private static MerchantEventBuilder event(String merchant, Instant at, String channel, Map<String, ?> attributes) {
        MerchantEventBuilder event =
                MerchantEvent.builder().merchantId(merchant).occurredAt(at).attributes(attributes);
        return channel == null ? event : event.channel(channel);
    }
}
