package io.tillview.query.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.Filter;
import io.tillview.query.Filter.Operator;
import io.tillview.query.Grain;
import io.tillview.query.Interval;
import io.tillview.query.Violation;
import io.tillview.query.journeys.EventMatch;
import io.tillview.query.journeys.FunnelQuery;
import io.tillview.query.journeys.RetentionQuery;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JourneyReadersTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-22T19:41:00Z"));
    private static final String STEPS =
            "\"steps\": [{\"eventType\": \"page_viewed\"}, {\"eventType\": \"order_placed\"}]";
    private static final String DAYS = "\"timeRange\": {\"from\": \"2026-11-01\", \"to\": \"2026-11-08\"}";

    @Test
    void reads_a_funnel() {
        Reading<FunnelQuery> reading = funnel(
                """
                {"steps": [{"eventType": "page_viewed"},
                           {"eventType": "order_placed", "filters": [{"dimension": "channel", "op": "eq", "value": "ads"}]}],
                 "filters": [{"dimension": "country", "op": "in", "values": ["US"]}],
                 "window": "P1W", "timeRange": {"from": "2026-11-01", "to": "2026-11-08"},
                 "timeZone": "America/New_York", "dimension": "device", "limit": 3}
                """);

        Filter country = new Filter.Comparison("country", Operator.IN, List.of("US"));
        assertThat(reading)
                .isEqualTo(new Reading.Understood<>(new FunnelQuery(
                        List.of(
                                new EventMatch(Optional.of("page_viewed"), List.of(country)),
                                new EventMatch(
                                        Optional.of("order_placed"),
                                        List.of(
                                                country,
                                                new Filter.Comparison("channel", Operator.EQ, List.of("ads"))))),
                        Duration.ofDays(7),
                        new Interval(Instant.parse("2026-11-01T04:00:00Z"), Instant.parse("2026-11-08T05:00:00Z")),
                        ZoneId.of("America/New_York"),
                        Grain.NONE,
                        Optional.of("device"),
                        3)));
    }

    @Test
    void names_everything_that_is_wrong_with_a_funnel_where_it_stands() {
        List<Violation> violations = violations(
                funnel(
                        """
                {"steps": [{"eventType": "Page Viewed"}, {"filters": [{"dimension": "chanel", "op": "eq", "value": "ads"}]}, 3],
                 "window": "P1M", "grain": "day", "dimension": "devise", "limit": 0, "fillGaps": true}
                """));

        assertThat(violations)
                .extracting(Violation::field)
                .containsExactlyInAnyOrder(
                        "fillGaps",
                        "steps[0].eventType",
                        "steps[1].eventType",
                        "steps[1].filters[0].dimension",
                        "steps[2]",
                        "window",
                        "dimension",
                        "",
                        "limit",
                        "timeRange");
        assertThat(violations).anyMatch(violation -> violation.message().contains("Did you mean 'device'?"));
    }

    @ParameterizedTest
    @CsvSource({"PT0S", "-PT1H", "P367D", "PT0.0001S", "1h", "P1Y", "PT99999999999999999999H"})
    void a_window_is_a_length_of_time_and_not_too_long(String window) {
        assertThat(violations(funnel("{" + STEPS + ", \"window\": \"" + window + "\", " + DAYS + "}")))
                .extracting(Violation::field)
                .containsExactly("window");
    }

    @Test
    void one_step_is_no_funnel_and_eleven_are_too_many() {
        String one = "{\"eventType\": \"page_viewed\"}";
        for (int count : new int[] {0, 1, 11}) {
            String steps = String.join(", ", Collections.nCopies(count, one));
            assertThat(violations(funnel("{\"steps\": [" + steps + "], \"window\": \"PT1H\", " + DAYS + "}")))
                    .extracting(Violation::field)
                    .containsExactly("steps");
        }
    }

    @Test
    void a_grain_must_not_be_too_fine_nor_a_range_too_long() {
        String window = ", \"window\": \"PT1H\", ";
        assertThat(violations(funnel("{" + STEPS + window + DAYS + ", \"grain\": \"minute\"}")))
                .extracting(Violation::field)
                .containsExactly("grain");
        assertThat(violations(funnel("{" + STEPS + window + "\"timeRange\": {\"last\": \"P30Y\"}}")))
                .extracting(Violation::field)
                .containsExactly("timeRange");
    }

    @Test
    void retention_is_of_any_event_and_a_week_unless_something_else_is_said() {
        Reading<RetentionQuery> reading =
                retention("{" + DAYS + ", \"grain\": \"week\", \"entering\": {\"eventType\": \"order_placed\"}}");

        assertThat(reading)
                .isEqualTo(new Reading.Understood<>(new RetentionQuery(
                        new EventMatch(Optional.of("order_placed"), List.of()),
                        EventMatch.ANY,
                        new Interval(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-11-08T00:00:00Z")),
                        ZoneId.of("UTC"),
                        Grain.WEEK,
                        RetentionQuery.DEFAULT_PERIODS)));
    }

    @Test
    void names_everything_that_is_wrong_with_retention() {
        assertThat(violations(retention(
                        "{\"grain\": \"hour\", \"periods\": 61, \"returning\": \"order_placed\", \"limit\": 3}")))
                .extracting(Violation::field)
                .containsExactlyInAnyOrder("grain", "periods", "returning", "limit", "timeRange");
        assertThat(violations(retention("{" + DAYS + "}")))
                .extracting(Violation::field)
                .containsExactly("grain");
    }

    private static Reading<FunnelQuery> funnel(String body) {
        return new FunnelReader(CLOCK).read(body.getBytes(StandardCharsets.UTF_8));
    }

    private static Reading<RetentionQuery> retention(String body) {
        return new RetentionReader(CLOCK).read(body.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Violation> violations(Reading<?> reading) {
        assertThat(reading).isInstanceOf(Reading.Refused.class);
        return ((Reading.Refused<?>) reading).violations();
    }
}
