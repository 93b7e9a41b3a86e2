package io.tillview.query.answering;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.ExportCompression;
import io.tillview.query.ExportFormat;
import io.tillview.query.ExportRequest;
import io.tillview.query.Exported;
import io.tillview.query.Grain;
import io.tillview.query.MerchantQuery;
import io.tillview.query.QueryResult.Warning;
import io.tillview.query.catalog.Currencies;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.freshness.KnownFreshness;
import io.tillview.query.scoping.Questions;
import io.tillview.query.scoping.ScopedSql;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ExportedRowsTest {
    private static final long EUR = Currencies.placeOf("EUR").orElseThrow();
    private static final long USD = Currencies.placeOf("USD").orElseThrow();
    private static final long DAY = 1_793_491_200_000L;
    private static final KnownFreshness NOTHING_KNOWN = List::of;

    private final List<ScopedSql> asked = new ArrayList<>();
    private final List<List<Object>> rows = new ArrayList<>();
    private final Set<Warning> warnings = new HashSet<>();

    @Test
    void finds_out_the_currency_by_a_question_about_everything() {
        assertThat(settled(sales(), List.of(EUR, EUR, 100L))).isEqualTo(new SettledMoney.Settled(Optional.of("EUR")));
        assertThat(settled(sales(), Arrays.asList(null, null, 0L)))
                .isEqualTo(new SettledMoney.Settled(Optional.empty()));
        assertThat(settled(sales(), List.of(EUR, USD, 100L))).isEqualTo(new SettledMoney.Several());
        assertThat(asked).allMatch(sql -> !sql.text().contains("GROUP BY"));
    }

    @Test
    void asks_nothing_where_the_currency_is_no_question() {
        assertThat(settled(Questions.of("orders"), List.of())).isEqualTo(new SettledMoney.Settled(Optional.empty()));
        assertThat(settled(Questions.by(sales(), "currency"), List.of()))
                .isEqualTo(new SettledMoney.Settled(Optional.empty()));
        assertThat(asked).isEmpty();
    }

    @Test
    void shapes_rows_as_an_answer_has_them() {
        stream(query(Questions.per(sales(), Grain.DAY, "UTC")), Optional.of("EUR"), List.of(DAY, EUR, EUR, 1_250L));

        assertThat(rows).containsExactly(List.of("2026-11-01T00:00:00Z", "12.50"));
        assertThat(warnings).isEmpty();
    }

    @Test
    void a_row_without_money_is_zero_of_the_exports_currency() {
        stream(query(sales()), Optional.of("EUR"), Arrays.asList(null, null, 0L));

        assertThat(rows).containsExactly(List.of("0.00"));
    }

    @Test
    void a_row_of_another_currency_has_no_money_and_says_so() {
        stream(query(sales()), Optional.of("EUR"), List.of(USD, USD, 1_250L));

        assertThat(rows).containsExactly(Arrays.asList((Object) null));
        assertThat(warnings).extracting(Warning::code).containsExactly("several_currencies");
    }

    @Test
    void the_detail_answers_where_there_is_no_rollup_yet_and_zero_where_there_is_nothing() {
        RunOutcome outcome = new ExportedRows(
                        sql -> {
                            asked.add(sql);
                            return new RunOutcome.NoSuchDatasource();
                        },
                        NOTHING_KNOWN)
                .stream(
                        query(Questions.of("orders")),
                        Questions.NOVEMBER,
                        Optional.empty(),
                        Questions.SHOP,
                        "ann",
                        target());

        assertThat(outcome).isInstanceOf(RunOutcome.Streamed.class);
        assertThat(asked)
                .extracting(ScopedSql::datasource)
                .containsExactly(Datasource.MERCHANT_METRICS, Datasource.MERCHANT_EVENTS);
        assertThat(rows).containsExactly(List.of(0L));
    }

    @Test
    void events_have_their_ids_amounts_and_times_as_they_were_published() {
        UUID event = UUID.fromString("0199e4a0-0000-7000-8000-000000000001");
        UUID visitor = UUID.fromString("f199e4a0-1111-4222-9333-0123456789ab");
        long low = visitor.getLeastSignificantBits();
        ExportRequest request = events("event_id", "occurred_at", "visitor_id", "order_id", "amount", "currency");

        stream(
                request,
                Optional.empty(),
                Arrays.asList(
                        event.getMostSignificantBits(),
                        event.getLeastSignificantBits(),
                        DAY + 5,
                        null,
                        visitor.getMostSignificantBits() ^ low,
                        low,
                        "order-7",
                        77L,
                        null,
                        -1_250L,
                        "EUR"));

        assertThat(rows)
                .containsExactly(List.of(
                        event.toString(), "2026-11-01T00:00:00.005Z", visitor.toString(), "order-7", "-12.50", "EUR"));
    }

    @Test
    void what_an_event_lacks_is_null() {
        stream(
                events("visitor_id", "amount", "currency", "country"),
                Optional.empty(),
                Arrays.asList(null, null, null, null, null, null));

        assertThat(rows).containsExactly(Arrays.asList(null, null, null, null));
    }

    @Test
    void columns_are_named_as_in_an_answer() {
        ExportedRows exported = new ExportedRows(sql -> new RunOutcome.Failed(), NOTHING_KNOWN);

        assertThat(exported.columns(query(Questions.by(Questions.per(sales(), Grain.DAY, "UTC"), "channel"))
                        .exported()))
                .containsExactly("time", "channel", "gross_sales");
    }

    private SettledMoney settled(MerchantQuery question, List<Object> row) {
        return exported(row).settleMoney(query(question), Questions.SHOP, "ann");
    }

    private void stream(ExportRequest request, Optional<String> currency, List<Object> row) {
        exported(row).stream(request, Questions.NOVEMBER, currency, Questions.SHOP, "ann", target());
    }

    private ExportedRows exported(List<Object> row) {
        return new ExportedRows(
                sql -> {
                    asked.add(sql);
                    return new RunOutcome.Rows(List.of(row));
                },
                NOTHING_KNOWN);
    }

    private RowsTarget target() {
        return new RowsTarget() {
            @Override
            public void row(List<Object> values) {
                rows.add(values);
            }

            @Override
            public void warning(Warning warning) {
                warnings.add(warning);
            }
        };
    }

    private static MerchantQuery sales() {
        return Questions.of("gross_sales");
    }

    private static ExportRequest query(MerchantQuery question) {
        return request(new Exported.OfQuery(question, false));
    }

    private static ExportRequest events(String... columns) {
        return request(new Exported.OfEvents(List.of(columns), List.of()));
    }

    private static ExportRequest request(Exported exported) {
        return new ExportRequest(exported, Questions.NOVEMBER, ExportFormat.CSV, ExportCompression.NONE);
    }
}
