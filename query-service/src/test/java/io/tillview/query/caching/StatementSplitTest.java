package io.tillview.query.caching;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.Grain;
import io.tillview.query.Interval;
import io.tillview.query.MerchantQuery;
import io.tillview.query.answering.WantedRows;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.scoping.GroupingSetsScoper.SharedRows;
import io.tillview.query.scoping.Portion;
import io.tillview.query.scoping.Questions;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StatementSplitTest {
    private static final Interval WEEK =
            new Interval(Questions.NOVEMBER.from(), Questions.NOVEMBER.from().plus(Duration.ofDays(7)));

    @Test
    void a_dashboard_is_one_statement() {
        assertThat(StatementSplit.USUAL.statements(
                        List.of(perDay(), by(), by("channel"), by("country"), by("device"), perDay("channel"))))
                .hasSize(1);
    }

    @Test
    void of_many_rows_what_multiplies_is_split() {
        List<Panel> panels = List.of(perDay(), by(), by("channel"), by("country"), by("device"));

        List<List<Panel>> statements = StatementSplit.OF_MANY_ROWS.statements(panels);

        assertThat(statements).hasSize(2);
        assertThat(statements.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(panels);
        assertThat(StatementSplit.isDear(panels, 200)).isFalse();
        assertThat(StatementSplit.isDear(panels, 20_000)).isTrue();
        assertThat(statements).noneMatch(statement -> StatementSplit.isDear(statement, 20_000));
    }

    @Test
    void products_by_pages_are_not_worked_out_because_each_is_asked_for() {
        assertThat(StatementSplit.USUAL.statements(List.of(by("product_id"), by("page_path"), by("channel"))))
                .as("products and channels, pages")
                .hasSize(2);
        assertThat(StatementSplit.USUAL.statements(
                        List.of(perDay("product_id", "page_path"), by("page_path"), perDay())))
                .as("one of them works it out anyway")
                .hasSize(1);
    }

    @Test
    void a_statement_has_no_more_questions_than_there_can_be() {
        assertThat(StatementSplit.USUAL.statements(
                        Stream.generate(() -> by()).limit(60).toList()))
                .hasSize(2);
    }

    private static Panel by(String... dimensions) {
        return panel(Questions.of("events").by(Arrays.asList(dimensions)));
    }

    private static Panel perDay(String... dimensions) {
        return panel(Questions.of("events").by(Arrays.asList(dimensions)).per(Grain.DAY, ZoneOffset.UTC));
    }

    private static Panel panel(MerchantQuery query) {
        WantedRows wanted = new WantedRows(
                query, WEEK, Datasource.MERCHANT_EVENTS, Portion.first(10), Questions.SHOP, "ann", Optional.empty());
        AnswerKey key = new AnswerKey(Questions.SHOP, Datasource.MERCHANT_EVENTS, WEEK, 1, query.hashCode());
        SharedRows common = new SharedRows(List.of(WEEK), false, List.of(), Datasource.MERCHANT_EVENTS);
        return new Panel(key, key, wanted, common, Optional.empty());
    }
}
