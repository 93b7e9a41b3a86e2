package io.tillview.query.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.tillview.query.Filter;
import io.tillview.query.Filter.Operator;
import io.tillview.query.Grain;
import io.tillview.query.MerchantQuery;
import io.tillview.query.OrderBy;
import io.tillview.query.OrderBy.Direction;
import io.tillview.query.Question;
import io.tillview.query.Violation;
import io.tillview.query.request.Reading.NotJson;
import io.tillview.query.request.Reading.Refused;
import io.tillview.query.request.Reading.Understood;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryReaderTest {
    private final QueryReader reader = new QueryReader(InstantSource.fixed(Instant.parse("2026-11-22T19:41:07Z")));

    @Test
    void reads_a_whole_question() {
        Question understood = understood(
                """
                {"measures": ["orders", "net_sales"], "dimensions": ["channel"],
                 "timeRange": {"from": "2026-11-01", "to": "2026-11-22"},
                 "grain": "day", "timeZone": "America/New_York",
                 "filters": [{"dimension": "country", "op": "in", "values": ["US", "CA"]},
                             {"dimension": "device", "op": "ne", "value": "bot"}],
                 "orderBy": [{"field": "net_sales", "direction": "desc"}, {"field": "time"}], "limit": 100}""");

        MerchantQuery query = understood.query();
        assertThat(query.measures()).containsExactly("orders", "net_sales");
        assertThat(query.dimensions()).containsExactly("channel");
        assertThat(query.grain()).isEqualTo(Grain.DAY);
        assertThat(query.timeZone()).isEqualTo(ZoneId.of("America/New_York"));
        assertThat(query.filters())
                .containsExactly(
                        Filter.of("country", Operator.IN, "US", "CA"), Filter.of("device", Operator.NE, "bot"));
        assertThat(query.rows().orderBy())
                .containsExactly(new OrderBy("net_sales", Direction.DESC), new OrderBy("time", Direction.ASC));
        assertThat(query.rows().limit()).isEqualTo(100);
        assertThat(understood.interval().from()).isEqualTo("2026-11-01T04:00:00Z");
        assertThat(understood.interval().to()).isEqualTo("2026-11-22T05:00:00Z");
    }

    @Test
    void what_is_left_out_has_a_default() {
        MerchantQuery query = understood("{\"measures\": [\"orders\"], \"timeRange\": {\"last\": \"P7D\"}}")
                .query();

        assertThat(query.grain()).isEqualTo(Grain.NONE);
        assertThat(query.timeZone()).isEqualTo(ZoneId.of("UTC"));
        assertThat(query.rows().limit()).isEqualTo(1_000);
        assertThat(query.filters()).isEmpty();
    }

    @Test
    void names_everything_that_is_wrong_at_once() {
        Map<String, String> violations = violations(
                """
                {"measures": ["ordrs", 7], "dimensions": ["chanel", "country"], "timeRange": {"from": "yesterday"},
                 "grain": "dya", "timeZone": "America/NewYork", "limit": 10001, "having": [{"measure": "net_sales", "op": "ge", "value": "much"}],
                 "filters": [{"dimension": "country", "op": "contans", "value": "U"}, {"op": "eq"}, 3],
                 "orderBy": [{"field": "revenue", "direction": "down"}]}""");

        assertThat(violations.keySet())
                .containsExactlyInAnyOrder(
                        "measures[0]",
                        "measures[1]",
                        "dimensions[0]",
                        "timeRange.from",
                        "timeRange.to",
                        "grain",
                        "timeZone",
                        "limit",
                        "having[0].measure",
                        "having[0].op",
                        "having[0].value",
                        "filters[0].op",
                        "filters[1].dimension",
                        "filters[1]",
                        "filters[2]",
                        "orderBy[0].field",
                        "orderBy[0].direction");
        assertThat(violations.get("measures[0]")).contains("Did you mean 'orders'?");
        assertThat(violations.get("dimensions[0]")).contains("Did you mean 'channel'?");
        assertThat(violations.get("timeZone")).contains("Did you mean 'America/New_York'?");
        assertThat(violations.get("filters[0].op")).contains("Did you mean 'contains'?", "Known: eq, ne, in, not_in,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"compare_to", "filter", "offset", "merchant_id"})
    void what_it_cannot_do_it_refuses_rather_than_ignores(String field) {
        assertThat(violations(
                        "{\"measures\": [\"orders\"], \"timeRange\": {\"last\": \"P7D\"}, \"" + field + "\": null}"))
                .containsOnlyKeys(field);
    }

    @Test
    void has_eight_dimensions_at_most_each_once() {
        assertThat(violations(with("\"dimensions\": [\"channel\", \"country\", \"device\", \"currency\", \"campaign\","
                        + " \"region\", \"browser\", \"os\", \"page_path\"]")))
                .containsExactly(entry("dimensions", "At most 8 dimensions are possible."));
        assertThat(violations(with("\"dimensions\": [\"os\", \"os\"]"))).containsOnlyKeys("dimensions[1]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"from\": \"2026-11-02\", \"to\": \"2026-11-01\"} | timeRange",
                "{\"from\": \"2026-11-01\", \"to\": \"2026-11-01\"} | timeRange",
                "{\"from\": \"1969-12-31\", \"to\": \"2026-11-01\"} | timeRange",
                "{\"from\": \"2026-11-01T00:00:00\", \"to\": \"2026-11-02\"} | timeRange.from",
                "{\"from\": \"2026-11-01T00:00:00.0001Z\", \"to\": \"2026-11-02\"} | timeRange.from",
                "{\"from\": \"2026-02-30\", \"to\": \"2026-11-02\"} | timeRange.from",
                "{\"last\": \"P0D\"} | timeRange.last",
                "{\"last\": \"-P1D\"} | timeRange.last",
                "{\"last\": \"7 days\"} | timeRange.last",
                "{\"last\": \"P999999999Y\"} | timeRange",
                "{\"last\": \"P1D\", \"from\": \"2026-11-01\"} | timeRange",
                "{} | timeRange.from"
            })
    void knows_a_time_range_that_cannot_be(String range, String field) {
        assertThat(violations("{\"measures\": [\"orders\"], \"timeRange\": " + range + "}"))
                .containsKey(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+02:00", "UTC+2", "SystemV/AST4", "Mars/Olympus", "America/New_York' OR '1'='1"})
    void a_zone_is_one_of_the_iana_names(String zone) {
        assertThat(violations(with("\"timeZone\": \"" + zone + "\""))).containsOnlyKeys("timeZone");
    }

    @ParameterizedTest
    @CsvSource({"day, America/Havana", "week, America/Havana", "hour, Australia/Lord_Howe"})
    void a_range_in_which_the_clocks_change_in_too_many_buckets_is_refused(String grain, String zone) {
        String question = "{\"measures\": [\"orders\"], \"grain\": \"%s\", \"timeZone\": \"%s\","
                + " \"timeRange\": {\"from\": \"%s\", \"to\": \"2999-12-31\"}}";

        assertThat(violations(String.format(question, grain, zone, "1971-01-01")))
                .containsOnlyKeys("timeRange");
        assertThat(violations(String.format(question, grain, "Europe/Berlin", "1971-01-01")))
                .isEmpty();
        assertThat(violations(String.format(question, grain, zone, "2026-01-01").replace("2999", "2040")))
                .isEmpty();
    }

    @Test
    void the_questions_of_a_batch_are_counted_before_one_is_read() {
        byte[] batch = "{\"queries\": [{}, {}]}".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> reader.readBatch(batch, count -> {
                    throw new IllegalStateException(count + " are too many");
                }))
                .hasMessage("2 are too many");
    }

    @Test
    void half_a_character_cannot_be_looked_for() {
        assertThat(violations(with("\"filters\": [{\"dimension\": \"os\", \"op\": \"eq\", \"value\": \"\\ud83d\"}]")))
                .containsOnlyKeys("filters[0].value");
    }

    @Test
    void eq_takes_one_value_however_it_is_written() {
        assertThat(read(with("\"filters\": [{\"dimension\": \"os\", \"op\": \"eq\", \"values\": [\"a\"]}]")))
                .isInstanceOf(Understood.class);
        assertThat(violations(
                        with("\"filters\": [{\"dimension\": \"os\", \"op\": \"eq\", \"values\": [\"a\", \"b\"]}]")))
                .containsOnlyKeys("filters[0].values");
        assertThat(violations(with("\"filters\": [{\"dimension\": \"os\", \"op\": \"in\", \"value\": \"a\"}]")))
                .containsOnlyKeys("filters[0].value");
        assertThat(violations(with("\"filters\": [{\"dimension\": \"os\", \"op\": \"in\", \"values\": []}]")))
                .containsOnlyKeys("filters[0].values");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"measures\": [}", "{\"limit\": 1, \"limit\": 2}", "{} {}", "nul"})
    void says_where_it_stops_being_json(String body) {
        assertThat(read(body)).isInstanceOf(NotJson.class);
        assertThat(((NotJson<Question>) read(body)).detail()).doesNotContain("Source", "REDACTED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "\"x\"", "null", "true"})
    void a_question_is_an_object(String body) {
        assertThat(((Refused<Question>) read(body)).violations()).hasSize(1);
    }

    @Property(tries = 200)
    void never_throws_whatever_it_reads(@ForAll @StringLength(max = 200) String anything) {
        assertThat(read(anything)).isNotNull();
        assertThat(read(with("\"timeZone\": \"" + anything.replaceAll("[\"\\\\\\p{Cntrl}]", "") + "\"")))
                .isNotNull();
    }

    private static String with(String field) {
        return "{\"measures\": [\"orders\"], \"timeRange\": {\"last\": \"P7D\"}, " + field + "}";
    }

    private Question understood(String body) {
        return ((Understood<Question>) read(body)).request();
    }

    private Reading<Question> read(String body) {
        return reader.read(body.getBytes(StandardCharsets.UTF_8));
    }

    private Map<String, String> violations(String body) {
        Map<String, String> byField = new LinkedHashMap<>();
        if (!(read(body) instanceof Refused<Question> refused)) {
            return byField;
        }
        for (Violation violation : refused.violations()) {
            byField.merge(violation.field(), violation.message(), (a, b) -> a + " " + b);
        }
        return byField;
    }
}
