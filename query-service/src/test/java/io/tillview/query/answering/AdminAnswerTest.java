package io.tillview.query.answering;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.MerchantQuery;
import io.tillview.query.ProblemType;
import io.tillview.query.QueryResult;
import io.tillview.query.QueryResult.Warning;
import io.tillview.query.Question;
import io.tillview.query.answering.Answer.Answered;
import io.tillview.query.answering.Answer.NotAnswered;
import io.tillview.query.answering.RunOutcome.Refused.Reason;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.scoping.Questions;
import io.tillview.query.scoping.ScopedSql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Answers over all merchants. */
class AdminAnswerTest {
    private static final MerchantQuery ORDERS = Questions.of("orders");

    private final List<ScopedSql> run = new ArrayList<>();
    private Set<Datasource> missing = Set.of();
    private RunOutcome outcome = new RunOutcome.Rows(List.of(List.of(7L)));

    @Test
    void come_from_the_platform_s_rollup_and_say_so() {
        QueryResult result = answered(Questions.withTotals(ORDERS));

        assertThat(result.meta().source()).isEqualTo("platform_metrics");
        assertThat(result.totals()).containsExactly(7L);
        assertThat(run).hasSize(2).allSatisfy(sql -> {
            assertThat(sql.scope()).isSameAs(Questions.EVERYBODY);
            assertThat(sql.subject()).isEqualTo("root");
            assertThat(sql.text()).doesNotContain("merchant_id");
        });
    }

    @Test
    void come_from_the_merchants_rollup_while_there_is_no_other() {
        missing = Set.of(Datasource.PLATFORM_METRICS);

        QueryResult result = answered(ORDERS);

        assertThat(result.meta().source()).isEqualTo("merchant_metrics");
        assertThat(result.warnings()).isEmpty();
    }

    @Test
    void are_zero_with_a_warning_while_there_is_no_datasource_at_all() {
        missing = Set.of(Datasource.values());

        QueryResult result = answered(ORDERS);

        assertThat(result.rows()).containsExactly(List.of(0L));
        assertThat(result.warnings()).extracting(Warning::code).containsExactly("no_data_yet");
    }

    @Test
    void by_merchant_go_on_over_pages() {
        outcome = new RunOutcome.Rows(List.of(List.of("shop-1", 5L), List.of("shop-2", 2L)));
        Question asked = Questions.asked(Questions.top(Questions.by(ORDERS, "merchant_id"), 1));

        QueryResult first = answered(asked);
        QueryResult second = answered(new Question(
                asked.query(),
                asked.interval(),
                asked.comparison(),
                asked.fingerprint(),
                Optional.of(first.page().nextPageToken())));

        assertThat(first.rows()).containsExactly(List.of("shop-1", 5L));
        assertThat(second.rows()).containsExactly(List.of("shop-2", 2L));
        assertThat(first.columns().get(0).name()).isEqualTo("merchant_id");
        assertThat(first.meta().source()).isEqualTo("merchant_metrics");
    }

    @Test
    void of_too_many_combinations_say_what_to_do() {
        outcome = new RunOutcome.Refused(Reason.TOO_LARGE, OptionalInt.empty());

        Answer answer = answer(Questions.asked(Questions.by(ORDERS, "merchant_id")));

        assertThat(answer).isInstanceOfSatisfying(NotAnswered.class, not -> {
            assertThat(not.problem()).isEqualTo(ProblemType.INVALID_QUERY);
            assertThat(not.violations()).singleElement().satisfies(one -> assertThat(one.message())
                    .contains("filter"));
        });
    }

    private QueryResult answered(MerchantQuery query) {
        return answered(Questions.asked(query));
    }

    private QueryResult answered(Question question) {
        return ((Answered) answer(question)).result();
    }

    private Answer answer(Question question) {
        QueryRunner runner = sql -> {
            run.add(sql);
            return missing.contains(sql.datasource()) ? new RunOutcome.NoSuchDatasource() : outcome;
        };
        return Answerers.of(runner, List::of).answer(question, Questions.EVERYBODY, "root", "an-id");
    }
}
