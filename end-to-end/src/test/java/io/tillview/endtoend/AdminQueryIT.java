package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.cluster.Ports.Endpoint;
import io.tillview.events.MerchantEvent;
import io.tillview.events.Money;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An admin's questions over all merchants, beside what each merchant is answered. Only here do events come by this channel. */
@ExtendWith(TillviewExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class AdminQueryIT {
    private static final String CHANNEL = "asked-by-an-admin";
    private static final List<String> SHOPS = List.of("all-a", "all-b", "all-c");
    private static final String MEASURES = "\"events\", \"orders\", \"units_sold\", \"gross_sales\", \"net_sales\"";
    private static final String ESTIMATES = "\"visitors\", \"sessions\", \"order_value_p50\", \"conversion_rate\"";
    private static final String OF_CHANNEL =
            "{\"dimension\": \"channel\", \"op\": \"eq\", \"value\": \"" + CHANNEL + "\"}";
    private static final String IN_EUROS = ", {\"dimension\": \"currency\", \"op\": \"eq\", \"value\": \"EUR\"}";
    private static final String FROM_DETAIL =
            ", {\"dimension\": \"page_path\", \"op\": \"ne\", \"value\": \"/nowhere\"}";
    private static final String TELLING_APART = ", {\"dimension\": \"merchant_id\", \"op\": \"exists\"}";

    private final Tillview tillview;

    AdminQueryIT(Tillview tillview) {
        this.tillview = tillview;
    }

    @BeforeAll
    void publish() {
        List<MerchantEvent> events = new ArrayList<>();
        for (int shop = 0; shop < SHOPS.size(); shop++) {
            for (int i = 0; i <= 3 * shop; i++) {
                events.add(order(shop, i));
            }
            events.add(MerchantEvent.orderRefunded(SHOPS.get(shop), Money.of(50L + shop, "EUR"))
                    .channel(CHANNEL)
                    .build());
        }
        tillview.publish(events);
        tillview.awaitEvents("all-a", 2);
        tillview.awaitEvents("all-b", 5);
        tillview.awaitEvents("all-c", 8);
        await().atMost(Duration.ofMinutes(2)).ignoreExceptions().untilAsserted(() -> assertThat(tillview.adminSql(
                                "SELECT SUM(events) AS n FROM platform_metrics WHERE channel = '" + CHANNEL + "'")
                        .at("/0/n")
                        .asInt())
                .isEqualTo(15));
    }

    /** The third shop sells in yen; the first visitor of all shops has the same id, and attributes are named alike. */
    private static MerchantEvent order(int shop, int i) {
        return MerchantEvent.orderPlaced(
                        SHOPS.get(shop), shop == 2 ? Money.of(1_000 + i, "JPY") : Money.of(995 + 7L * i, "EUR"))
                .channel(CHANNEL)
                .quantity(1 + i)
                .visitorId(i == 0 ? "everywhere" : SHOPS.get(shop) + "-" + i)
                .sessionId(SHOPS.get(shop) + "-s" + i)
                .attribute("size", shop == 0 ? "10" : (Object) (10 + i))
                .build();
    }

    @ParameterizedTest
    @CsvSource({"platform_metrics, ''", "merchant_metrics, merchant", "merchant_events, page"})
    void figures_over_all_merchants_are_the_sums_of_theirs(String source, String by) {
        String filters = OF_CHANNEL + IN_EUROS;
        String more = by.equals("merchant") ? TELLING_APART : by.equals("page") ? FROM_DETAIL : "";

        JsonNode all = answered(question(MEASURES, "", filters + more));

        assertThat(all.at("/meta/source").asText()).isEqualTo(source);
        List<JsonNode> each = SHOPS.stream()
                .map(shop ->
                        tillview.rows(shop, question(MEASURES, "", filters)).get(0))
                .toList();
        List<BigDecimal> sums = IntStream.range(0, 5)
                .mapToObj(i -> each.stream()
                        .map(row -> new BigDecimal(row.get(i).asText()))
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .toList();
        assertThat(all.at("/rows/0"))
                .extracting(cell -> new BigDecimal(cell.asText()))
                .isEqualTo(sums);
        assertThat(sums.get(0)).isEqualByComparingTo("8");
        assertThat(sums.get(1)).isEqualByComparingTo("5");
    }

    @ParameterizedTest
    @CsvSource({"merchant_metrics, ''", "merchant_events, page"})
    void by_merchant_each_row_is_what_the_merchant_is_answered(String source, String by) {
        String filters = OF_CHANNEL + (by.isEmpty() ? "" : FROM_DETAIL);
        String measures = "\"events\", \"orders\", \"units_sold\", \"visitors\", \"sessions\", \"conversion_rate\"";

        JsonNode all = answered(question(measures, "\"merchant_id\"", filters));

        assertThat(all.at("/meta/source").asText()).isEqualTo(source);
        assertThat(all.at("/rows")).hasSize(SHOPS.size());
        for (int shop = 0; shop < SHOPS.size(); shop++) {
            List<JsonNode> row = cells(all.at("/rows/" + shop));
            assertThat(row.get(0).asText()).isEqualTo(SHOPS.get(shop));
            assertThat(row.subList(1, row.size()))
                    .isEqualTo(cells(tillview.rows(SHOPS.get(shop), question(measures, "", filters))
                            .get(0)));
        }
    }

    @Test
    void who_comes_to_every_shop_is_one_visitor_whichever_datasource_answers() {
        for (String more : List.of("", TELLING_APART, FROM_DETAIL)) {
            JsonNode all = answered(question(ESTIMATES, "", OF_CHANNEL + IN_EUROS + more));

            // The first visitor of two shops, and three more.
            assertThat(all.at("/rows/0").toString())
                    .as(more)
                    .startsWith("[4,5,\"10.0")
                    .endsWith(",1.0]");
        }
    }

    @Test
    void money_of_several_merchants_currencies_is_not_added_up() {
        JsonNode all = answered(question("\"orders\", \"gross_sales\"", "", OF_CHANNEL));

        assertThat(all.at("/rows").toString()).isEqualTo("[[12,null]]");
        assertThat(all.at("/warnings").findValuesAsText("code")).contains("several_currencies");
    }

    @Test
    void attributes_of_different_types_at_different_merchants_are_told_by_their_texts() {
        JsonNode all = answered(question("\"orders\"", "\"attributes.size\", \"merchant_id\"", OF_CHANNEL));

        assertThat(all.at("/rows").toString())
                .startsWith("[[null,\"all-a\",0],[null,\"all-b\",0],[null,\"all-c\",0],"
                        + "[\"10\",\"all-a\",1],[\"10\",\"all-b\",1],[\"10\",\"all-c\",1],[\"11\",\"all-b\",1]");
    }

    @Test
    void pages_totals_and_having_are_as_in_every_question() {
        String question = question("\"events\"", "\"merchant_id\"", OF_CHANNEL)
                .replaceFirst(
                        "}$",
                        ", \"orderBy\": [{\"field\": \"events\", \"direction\": \"desc\"}], \"totals\": true,"
                                + " \"having\": [{\"measure\": \"events\", \"op\": \"gt\", \"value\": 2}], \"limit\": 1%s}");

        JsonNode first = answered(question.replace("%s", ""));
        String token = first.at("/page/nextPageToken").asText();
        JsonNode second = answered(question.replace("%s", ", \"pageToken\": \"" + token + "\""));

        assertThat(first.at("/rows").toString()).isEqualTo("[[\"all-c\",8]]");
        assertThat(first.at("/totals").toString()).isEqualTo("[null,15]");
        assertThat(second.at("/rows").toString()).isEqualTo("[[\"all-b\",5]]");
        assertThat(second.at("/page").toString()).isEqualTo("{\"nextPageToken\":null,\"truncated\":false}");
        assertThat(second.at("/warnings").findValuesAsText("code")).doesNotContain("data_moved");
    }

    @Test
    void rows_come_as_csv_by_day() {
        String daily = question("\"events\"", "\"merchant_id\"", OF_CHANNEL).replace("\"none\"", "\"year\"");

        HttpResponse<String> response = tillview.send(tillview.request(uri(), "Bearer " + tillview.adminToken())
                .header("Content-Type", "application/json")
                .header("Accept", "text/csv")
                .POST(BodyPublishers.ofString(daily)));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.body()).startsWith("time,merchant_id,events\r\n").contains(",all-c,8\r\n");
    }

    @Test
    void it_is_known_how_far_the_platform_s_datasource_reaches() {
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(answered(question("\"events\"", "", OF_CHANNEL))
                                .at("/meta/dataThrough")
                                .isTextual())
                        .isTrue());
    }

    @Test
    void nobody_but_an_admin_is_answered() {
        String question = question("\"events\"", "\"merchant_id\"", OF_CHANNEL);

        HttpResponse<String> merchants = tillview.post(uri(), "Bearer " + tillview.merchantToken("all-a"), question);

        assertThat(merchants.statusCode()).as(merchants.body()).isEqualTo(403);
        assertThat(merchants.body()).doesNotContain("all-b", "merchant_id");
        assertThat(tillview.post(uri(), null, question).statusCode()).isEqualTo(401);
        for (Map.Entry<String, String> wrong : Map.of(
                        "delegation", tillview.delegationToken("all-a"), "status", tillview.statusToken())
                .entrySet()) {
            assertThat(tillview.post(uri(), "Bearer " + wrong.getValue(), question)
                            .statusCode())
                    .as(wrong.getKey())
                    .isEqualTo(401);
        }
    }

    private JsonNode answered(String question) {
        HttpResponse<String> response = tillview.post(uri(), "Bearer " + tillview.adminToken(), question);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Tillview.json(response.body());
    }

    private static List<JsonNode> cells(JsonNode row) {
        List<JsonNode> cells = new ArrayList<>();
        row.forEach(cells::add);
        return cells;
    }

    private static String question(String measures, String dimensions, String filters) {
        return ("{\"measures\": [%s], \"dimensions\": [%s], \"timeRange\": {\"last\": \"P1D\"}, \"grain\": \"none\","
                        + " \"filters\": [%s]}")
                .formatted(measures, dimensions, filters);
    }

    private URI uri() {
        return tillview.installation().http(Endpoint.QUERY_SERVICE).resolve("/v1/admin/query");
    }
}
