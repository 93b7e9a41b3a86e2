package io.tillview.query.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.CompareTo.OwnRange;
import io.tillview.query.CompareTo.Previous;
import io.tillview.query.Filter;
import io.tillview.query.Filter.All;
import io.tillview.query.Filter.Any;
import io.tillview.query.Filter.Operator;
import io.tillview.query.Having;
import io.tillview.query.Interval;
import io.tillview.query.MerchantQuery;
import io.tillview.query.Question;
import io.tillview.query.Violation;
import io.tillview.query.request.Reading.Refused;
import io.tillview.query.request.Reading.Understood;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a question may have besides measures, dimensions and time. */
class RequestFieldsTest {
    private final QueryReader reader = new QueryReader(InstantSource.fixed(Instant.parse("2026-11-22T19:41:07Z")));

    @Test
    void filters_are_a_tree() {
        MerchantQuery query = understood(
                        """
                "filters": [{"any": [{"dimension": "country", "op": "eq", "value": "US"},
                                     {"all": [{"dimension": "os", "op": "exists"},
                                              {"dimension": "attributes.a b.c", "op": "gte", "value": 1.50}]}]}]""")
                .query();

        assertThat(query.filters())
                .containsExactly(new Any(List.of(
                        Filter.of("country", Operator.EQ, "US"),
                        new All(List.of(
                                Filter.of("os", Operator.EXISTS),
                                Filter.of("attributes.a b.c", Operator.GTE, "1.5"))))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"all\": []} | filters[0].all",
                "{\"all\": [], \"any\": []} | filters[0]",
                "{\"all\": {}} | filters[0].all",
                "{\"any\": [{\"dimension\": \"os\", \"op\": \"is\", \"value\": \"x\"}]} | filters[0].any[0].op",
                "{\"any\": [{\"dimension\": \"os\", \"op\": \"exists\"}], \"op\": \"eq\"} | filters[0].op",
                "{\"dimension\": \"os\", \"op\": \"exists\", \"value\": \"x\"} | filters[0]",
                "{\"dimension\": \"os\", \"op\": \"gt\"} | filters[0]",
                "{\"dimension\": \"os\", \"op\": \"gt\", \"value\": 5} | filters[0].value",
                "{\"dimension\": \"os\", \"op\": \"contains\", \"value\": \"\"} | filters[0].value",
                "{\"dimension\": \"attributes.n\", \"op\": \"lt\", \"value\": \"many\"} | filters[0].value",
                "{\"dimension\": \"attributes.n\", \"op\": \"lt\", \"value\": 1e99} | filters[0].value",
                "{\"dimension\": \"attributes.\", \"op\": \"exists\"} | filters[0].dimension",
                "{\"dimension\": \"attributes.a..b\", \"op\": \"exists\"} | filters[0].dimension",
                "{\"dimension\": \"attributes.it's\", \"op\": \"exists\"} | filters[0].dimension",
                "{\"dimension\": \"attribute.size\", \"op\": \"exists\"} | filters[0].dimension"
            })
    void a_filter_that_cannot_be_is_named_by_its_place(String filter, String field) {
        assertThat(violations("\"filters\": [" + filter + "]"))
                .singleElement()
                .extracting(Violation::field)
                .isEqualTo(field);
    }

    @Test
    void filters_have_a_depth_and_a_number() {
        String deep = "{\"all\": [".repeat(5) + "{\"dimension\": \"os\", \"op\": \"exists\"}" + "]}".repeat(5);
        String many = "{\"all\": [%s]}"
                .formatted(String.join(
                        ", ", java.util.Collections.nCopies(51, "{\"dimension\": \"os\", \"op\": \"exists\"}")));

        assertThat(violations("\"filters\": [" + deep + "]"))
                .singleElement()
                .extracting(Violation::message)
                .isEqualTo("Filters nest 5 deep at most.");
        assertThat(violations("\"filters\": [" + many + ", " + many + "]"))
                .singleElement()
                .extracting(Violation::message)
                .isEqualTo("These are 102 comparisons; at most 100 are possible.");
    }

    @Test
    void an_attribute_is_compared_with_what_it_is_shown_as() {
        assertThat(understood("\"filters\": [{\"dimension\": \"attributes.n\", \"op\": \"in\","
                                + " \"values\": [\"x\", 12, 12.50, 1e3, true, false]}]")
                        .query()
                        .filters())
                .containsExactly(Filter.of("attributes.n", Operator.IN, "x", "12", "12.5", "1000.0", "1", "0"));
    }

    @Test
    void having_is_exact_and_about_the_measures_of_the_answer() {
        assertThat(understood("\"having\": [{\"measure\": \"orders\", \"op\": \"gte\", \"value\": \"19.90\"},"
                                + " {\"measure\": \"orders\", \"op\": \"lt\", \"value\": 12345678901234567890.12}]")
                        .query()
                        .rows()
                        .having())
                .containsExactly(
                        new Having("orders", Having.Operator.GTE, new BigDecimal("19.90")),
                        new Having("orders", Having.Operator.LT, new BigDecimal("12345678901234567890.12")));
        assertThat(violations("\"having\": [{\"measure\": \"visitors\", \"op\": \"in\", \"value\": \"1e5\"}]"))
                .extracting(Violation::field)
                .containsExactly("having[0].measure", "having[0].op", "having[0].value");
    }

    @Test
    void series_are_limited_where_there_are_any() {
        assertThat(understood("\"limitPerTime\": 3, \"fillGaps\": true, \"grain\": \"day\", \"dimensions\": [\"os\"]")
                        .query()
                        .rows()
                        .limitPerTime())
                .isEqualTo(OptionalInt.of(3));
        assertThat(violations("\"limitPerTime\": 3, \"grain\": \"day\""))
                .extracting(Violation::field)
                .containsExactly("limitPerTime");
        assertThat(violations("\"limitPerTime\": 101, \"grain\": \"day\", \"dimensions\": [\"os\"]"))
                .extracting(Violation::message)
                .containsExactly("This has to be a whole number from 1 to 100.");
        assertThat(violations("\"fillGaps\": true"))
                .extracting(Violation::field)
                .containsExactly("fillGaps");
    }

    @Test
    void more_buckets_than_can_be_listed_are_refused_with_the_number() {
        String question = "{\"measures\": [\"orders\"], \"timeRange\": {\"last\": \"P1Y\"}, \"grain\": \"minute\", %s}";

        for (String field : List.of("\"fillGaps\": true", "\"compareTo\": \"previous_year\"")) {
            Refused<Question> refused = (Refused<Question>) read(question.formatted(field));

            assertThat(refused.violations())
                    .isNotEmpty()
                    .allMatch(violation -> violation.message().contains("100000"));
        }
    }

    @Test
    void what_is_compared_to_is_resolved_with_the_range() {
        Question named = understood("\"compareTo\": \"previous_period\"");
        Question own = understood("\"compareTo\": {\"from\": \"2026-01-01\", \"to\": \"2026-01-08\"}");

        assertThat(named.query().extras().compareTo()).contains(Previous.PREVIOUS_PERIOD);
        assertThat(named.comparison().orElseThrow().to())
                .isEqualTo(named.interval().from());
        assertThat(own.query().extras().compareTo().orElseThrow()).isInstanceOf(OwnRange.class);
        assertThat(own.comparison())
                .contains(new Interval(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-01-08T00:00:00Z")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"last_year\"", "7", "{\"from\": \"2026-02-01\", \"to\": \"2026-01-01\"}", "{}", "[]"})
    void what_cannot_be_compared_to_is_refused(String compareTo) {
        assertThat(violations("\"compareTo\": " + compareTo))
                .isNotEmpty()
                .allMatch(violation -> violation.field().startsWith("compareTo"));
    }

    @Test
    void staleness_is_a_length_of_time() {
        assertThat(understood("\"maxStaleness\": \"PT30S\"").query().extras().maxStaleness())
                .contains(Duration.ofSeconds(30));
        for (String wrong : List.of("30", "-PT1S", "P2D", "soon")) {
            assertThat(violations("\"maxStaleness\": \"" + wrong + "\""))
                    .singleElement()
                    .satisfies(violation -> assertThat(violation.message()).contains("PT24H"));
        }
    }

    @Test
    void a_question_is_the_same_however_its_fields_are_arranged_and_whatever_its_page() {
        Question one = understood("\"limit\": 5, \"totals\": true");
        Question turned = understood("\"totals\": true, \"pageToken\": \"x\", \"limit\": 5");
        Question other = understood("\"limit\": 6, \"totals\": true");

        assertThat(turned.fingerprint()).isEqualTo(one.fingerprint()).isNotEqualTo(other.fingerprint());
        assertThat(turned.pageToken()).contains("x");
    }

    private Question understood(String fields) {
        return ((Understood<Question>) read(with(fields))).request();
    }

    private List<Violation> violations(String fields) {
        return ((Refused<Question>) read(with(fields))).violations();
    }

    private static String with(String fields) {
        return "{\"measures\": [\"orders\"], \"timeRange\": {\"last\": \"P7D\"}, " + fields + "}";
    }

    private Reading<Question> read(String body) {
        return reader.read(body.getBytes(StandardCharsets.UTF_8));
    }
}
