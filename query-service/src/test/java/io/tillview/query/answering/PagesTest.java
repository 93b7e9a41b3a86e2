package io.tillview.query.answering;

import static io.tillview.query.scoping.Questions.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.Having;
import io.tillview.query.MerchantQuery;
import io.tillview.query.OrderBy;
import io.tillview.query.OrderBy.Direction;
import io.tillview.query.QueryResult;
import io.tillview.query.QueryResult.Warning;
import io.tillview.query.Question;
import io.tillview.query.answering.Answer.Answered;
import io.tillview.query.answering.Answer.NotAnswered;
import io.tillview.query.scoping.Questions;
import io.tillview.query.scoping.ScopedSql;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Answers that go on. */
class PagesTest {
    private static final MerchantQuery BY_CHANNEL =
            Questions.top(Questions.by(Questions.of("orders"), "channel"), 2, new OrderBy("orders", Direction.DESC));

    private final List<ScopedSql> run = new ArrayList<>();
    private List<List<Object>> rows = List.of(row("a", 9L), row("b", 8L), row(null, 7L), row("d", 6L), row("e", 5L));

    @Test
    void pages_follow_one_another_to_the_last() {
        QueryResult first = page(BY_CHANNEL, Optional.empty());
        QueryResult second = page(BY_CHANNEL, Optional.of(first.page().nextPageToken()));
        QueryResult third = page(BY_CHANNEL, Optional.of(second.page().nextPageToken()));

        assertThat(first.rows()).containsExactly(row("a", 9L), row("b", 8L));
        assertThat(second.rows()).containsExactly(row(null, 7L), row("d", 6L));
        assertThat(third.rows()).containsExactly(row("e", 5L));
        assertThat(second.page().truncated()).isTrue();
        assertThat(third.page()).isEqualTo(new QueryResult.Page(null, false));
        assertThat(third.warnings()).isEmpty();
        assertThat(run.get(2).text()).endsWith(" LIMIT 7");
    }

    @Test
    void the_same_rows_in_another_order_before_a_page_are_no_matter() {
        QueryResult first = page(BY_CHANNEL, Optional.empty());
        rows = List.of(row("b", 19L), row("a", 9L), row(null, 8L), row("d", 6L), row("e", 5L));

        QueryResult second = page(BY_CHANNEL, Optional.of(first.page().nextPageToken()));

        assertThat(second.rows()).containsExactly(row(null, 8L), row("d", 6L));
        assertThat(second.warnings()).isEmpty();
    }

    @Test
    void a_row_that_has_moved_over_the_edge_of_a_page_is_told_of() {
        QueryResult first = page(BY_CHANNEL, Optional.empty());
        rows = List.of(row("d", 20L), row("a", 9L), row("b", 8L), row(null, 7L), row("e", 5L));

        QueryResult second = page(BY_CHANNEL, Optional.of(first.page().nextPageToken()));

        assertThat(second.rows()).containsExactly(row("b", 8L), row(null, 7L));
        assertThat(second.warnings()).extracting(Warning::code).containsExactly("data_moved");
    }

    @Test
    void rows_that_have_gone_are_told_of() {
        QueryResult first = page(BY_CHANNEL, Optional.empty());
        rows = List.of(row("a", 9L));

        QueryResult second = page(BY_CHANNEL, Optional.of(first.page().nextPageToken()));

        assertThat(second.rows()).isEmpty();
        assertThat(second.page().truncated()).isFalse();
        assertThat(second.warnings()).extracting(Warning::code).containsExactly("data_moved");
    }

    @Test
    void rows_that_are_chosen_here_have_pages_too() {
        MerchantQuery query = Questions.having(
                Questions.top(Questions.by(Questions.of("conversion_rate"), "channel"), 1),
                new Having("conversion_rate", Having.Operator.GT, BigDecimal.ZERO));
        rows = List.of(row("c", 1L, 2L), row("b", 0L, 2L), row("a", 1L, 4L));

        QueryResult first = page(query, Optional.empty());
        QueryResult second = page(query, Optional.of(first.page().nextPageToken()));

        assertThat(first.rows()).containsExactly(row("a", 0.25));
        assertThat(second.rows()).containsExactly(row("c", 0.5));
        assertThat(second.page().truncated()).isFalse();
    }

    @Test
    void a_token_is_good_for_its_own_question_only() {
        String token = page(BY_CHANNEL, Optional.empty()).page().nextPageToken();
        Question other = new Question(BY_CHANNEL, Questions.NOVEMBER, Optional.empty(), "another", Optional.of(token));

        NotAnswered refused = (NotAnswered) answer(other);

        assertThat(refused.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.field()).isEqualTo("pageToken");
            assertThat(violation.message()).contains("another question");
        });
    }

    private QueryResult page(MerchantQuery query, Optional<String> token) {
        Question question = new Question(query, Questions.NOVEMBER, Optional.empty(), "one", token);
        return ((Answered) answer(question)).result();
    }

    private Answer answer(Question question) {
        QueryRunner runner = sql -> {
            run.add(sql);
            return new RunOutcome.Rows(rows.subList(0, Math.min(rows.size(), sql.maxRows())));
        };
        return Answerers.of(runner, List::of).answer(question, SHOP, "ann", "an-id");
    }

    private static List<Object> row(Object... values) {
        return Arrays.asList(values);
    }
}
