package io.tillview.query.answering;

import static io.tillview.query.scoping.Questions.NOVEMBER;
import static io.tillview.query.scoping.Questions.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.Completeness;
import io.tillview.query.MerchantQuery;
import io.tillview.query.QueryResult;
import io.tillview.query.answering.Answer.Answered;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.freshness.Freshness;
import io.tillview.query.freshness.IngestionState;
import io.tillview.query.freshness.KnownFreshness;
import io.tillview.query.scoping.Questions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What an answer says of its own freshness. */
class AnswerFreshnessTest {
    @Test
    void says_how_far_the_datasource_that_answered_reaches() {
        Instant through = NOVEMBER.to().plusSeconds(1);
        KnownFreshness freshness = () -> List.of(
                reach(Datasource.MERCHANT_METRICS, through), reach(Datasource.MERCHANT_EVENTS, through.plusSeconds(9)));

        QueryResult result = ((Answered) answer(rows(1L), freshness, Questions.of("orders"))).result();

        assertThat(result.meta().dataThrough()).isEqualTo(through);
        assertThat(result.meta().dataFrom()).isEqualTo(NOVEMBER.from());
        assertThat(result.meta().completeness()).isEqualTo(Completeness.RECEIVED);
        assertThat(result.warnings()).isEmpty();
    }

    @Test
    void what_was_lost_while_the_query_ran_is_not_claimed() {
        List<Freshness> known = new ArrayList<>(List.of(reach(Datasource.MERCHANT_METRICS, NOVEMBER.to())));
        QueryRunner losing = sql -> {
            known.set(0, reach(Datasource.MERCHANT_METRICS, NOVEMBER.from()));
            return new RunOutcome.Rows(List.of(List.of(1L)));
        };
        QueryRunner gaining = sql -> {
            known.set(0, reach(Datasource.MERCHANT_METRICS, NOVEMBER.to()));
            return new RunOutcome.Rows(List.of(List.of(1L)));
        };

        for (QueryRunner runner : List.of(losing, gaining)) {
            QueryResult result = ((Answered) answer(runner, () -> List.copyOf(known), Questions.of("orders"))).result();

            assertThat(result.meta().dataThrough()).isEqualTo(NOVEMBER.from());
            assertThat(result.meta().completeness()).isEqualTo(Completeness.OPEN);
        }
    }

    @Test
    void an_answer_is_given_when_nothing_is_known_and_is_open() {
        QueryResult result = ((Answered) answer(rows(1L), List::of, Questions.of("orders"))).result();

        assertThat(result.meta().dataThrough()).isNull();
        assertThat(result.meta().dataFrom()).isNull();
        assertThat(result.meta().completeness()).isEqualTo(Completeness.OPEN);
        assertThat(result.warnings()).isEmpty();
    }

    @Test
    void warns_of_a_range_that_begins_before_the_data() {
        Freshness reach = new Freshness(
                Datasource.MERCHANT_METRICS,
                IngestionState.INGESTING,
                Optional.empty(),
                Optional.of(NOVEMBER.from().plusSeconds(1)),
                Optional.empty(),
                OptionalLong.empty());

        QueryResult result = ((Answered) answer(rows(1L), () -> List.of(reach), Questions.of("orders"))).result();

        assertThat(result.warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo("before_data");
            assertThat(warning.message())
                    .contains(NOVEMBER.from().plusSeconds(1).toString());
        });
    }

    private static Freshness reach(Datasource datasource, Instant dataThrough) {
        return new Freshness(
                datasource,
                IngestionState.INGESTING,
                Optional.of(dataThrough),
                Optional.of(NOVEMBER.from()),
                Optional.empty(),
                OptionalLong.of(0));
    }

    private static QueryRunner rows(Object... values) {
        return sql -> new RunOutcome.Rows(List.of(Arrays.asList(values)));
    }

    private static Answer answer(QueryRunner runner, KnownFreshness freshness, MerchantQuery query) {
        return Answerers.of(runner, freshness).answer(Questions.asked(query), SHOP, "ann", "an-id");
    }
}
