package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.endtoend.HardDays.HardDay;
import io.tillview.endtoend.OracleExtension.Oracle;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Days that are shorter, longer, begin twice or not at all, and ends of years: by every grain, from both datasources,
 * and beside the days before.
 */
@ExtendWith({TillviewExtension.class, OracleExtension.class})
@TestInstance(Lifecycle.PER_CLASS)
class HardestDaysIT {
    private static final List<String> GRAINS =
            List.of("none", "minute", "quarter_hour", "hour", "day", "week", "month", "quarter", "year");
    private static final List<String> MEASURES =
            List.of("events", "orders", "units_sold", "gross_sales", "refunds", "visitors");

    private final Oracle oracle;

    HardestDaysIT(Oracle oracle) {
        this.oracle = oracle;
    }

    Stream<HardDay> days() {
        return new HardDays(oracle.now()).all().stream();
    }

    Stream<HardDay> leapDays() {
        return new HardDays(oracle.now()).leapDay().stream();
    }

    @ParameterizedTest
    @MethodSource("days")
    void every_bucket_around_a_hard_day_is_the_oracles(HardDay day) throws Exception {
        OracleRun run = new OracleRun(oracle.tillview(), oracle.seed());
        List<OracleQuestion> questions = new ArrayList<>();
        for (String grain : GRAINS) {
            for (String[] range : ranges(day, grain)) {
                OracleQuestion question = question(day, grain, range);
                questions.add(question);
                questions.add(question.fromDetail());
            }
            questions.add(
                    besideTheDaysBefore(question(day, grain, ranges(day, grain).get(0))));
        }

        run.askAll(oracle.duckDb(), questions);

        assertThat(run.differing()).isEmpty();
        assertThat(run.sources()).containsOnlyKeys("merchant_events", "merchant_metrics");
    }

    /** Known without any calendar: a day begins so long before the next one. */
    @ParameterizedTest
    @MethodSource("days")
    void the_local_day_is_as_long_as_it_is_known_to_be(HardDay day) {
        LocalDate date = LocalDate.ofInstant(day.at(), ZoneId.of(day.zone()));

        JsonNode rows =
                rows(question(day, "day", date.toString(), date.plusDays(2).toString()));

        assertThat(rows).hasSize(2);
        assertThat(Duration.between(begins(rows.get(0)), begins(rows.get(1)))).isEqualTo(day.day());
    }

    /** The detail keeps no day as old; what is asked for has to be for the rollup. */
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("leapDays")
    void a_leap_day_is_a_day_of_its_own(HardDay day) throws Exception {
        LocalDate date = LocalDate.ofInstant(day.at(), ZoneId.of(day.zone()));
        OracleRun run = new OracleRun(oracle.tillview(), oracle.seed());
        List<OracleQuestion> questions = new ArrayList<>();
        for (String grain : GRAINS) {
            if (!grain.equals("minute")) {
                questions.add(question(
                        day,
                        grain,
                        date.minusDays(1).toString(),
                        date.plusDays(2).toString()));
            }
        }

        run.askAll(oracle.duckDb(), questions);
        JsonNode rows = rows(question(
                day, "day", date.minusDays(1).toString(), date.plusDays(2).toString()));

        assertThat(run.differing()).isEmpty();
        assertThat(rows).hasSize(3);
        assertThat(rows.get(1).get(0).asText()).startsWith(date.toString());
    }

    /** Whole days around it; by some grains up to it, from it on, and the milliseconds next to it, too. */
    private static List<String[]> ranges(HardDay day, String grain) {
        LocalDate date = LocalDate.ofInstant(day.at(), ZoneId.of(day.zone()));
        Instant at = day.at();
        String[] around = {date.minusDays(1).toString(), date.plusDays(2).toString()};
        return List.of("none", "hour", "day", "week").contains(grain)
                ? List.of(
                        around,
                        new String[] {at.minus(Duration.ofHours(7)).toString(), at.toString()},
                        new String[] {
                            at.toString(), at.plus(Duration.ofMinutes(75)).toString()
                        },
                        new String[] {
                            at.minusMillis(1).toString(), at.plusMillis(1).toString()
                        })
                : List.<String[]>of(around);
    }

    /** Without gaps, so that every bucket has its place, in days of unequal length too. */
    private static OracleQuestion besideTheDaysBefore(OracleQuestion question) {
        return question.with(
                new OracleExtras(OracleExtras.CompareTo.named("previous_period"), question.hasTime(), 0, 1));
    }

    private static OracleQuestion question(HardDay day, String grain, String... range) {
        return new OracleQuestion(
                day.name().equals(HardDays.LEAP_DAY) ? OracleEvents.LEAP_DAY : OracleEvents.HARD_DAYS,
                MEASURES,
                List.of(),
                range[0],
                range[1],
                grain,
                day.zone(),
                List.of(),
                List.of(),
                List.of(),
                10_000,
                true,
                OracleExtras.NONE);
    }

    private JsonNode rows(OracleQuestion question) {
        HttpResponse<String> answer = oracle.tillview().ask(question.merchant(), question.json());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Tillview.json(answer.body()).get("rows");
    }

    private static OffsetDateTime begins(JsonNode row) {
        return OffsetDateTime.parse(row.get(0).asText());
    }
}
