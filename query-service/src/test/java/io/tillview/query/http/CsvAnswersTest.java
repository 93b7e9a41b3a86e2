package io.tillview.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.CacheUse;
import io.tillview.query.Completeness;
import io.tillview.query.QueryResult;
import io.tillview.query.QueryResult.Column;
import io.tillview.query.QueryResult.Comparison;
import io.tillview.query.QueryResult.Meta;
import io.tillview.query.QueryResult.Page;
import io.tillview.query.QueryResult.Range;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvAnswersTest {
    private static final List<Column> COLUMNS = List.of(
            column("time", QueryResult.Type.TIME),
            column("channel", QueryResult.Type.STRING),
            column("orders", QueryResult.Type.LONG));

    @Test
    void fields_are_quoted_where_they_have_to_be_and_nothing_is_changed() {
        QueryResult result = result(
                null,
                List.of(
                        List.of("2026-11-01T00:00:00Z", "a,b", 1L),
                        List.of("2026-11-01T00:00:00Z", "say \"x\"", 2L),
                        List.of("2026-11-01T00:00:00Z", "two\r\nlines", 3L),
                        List.of("2026-11-01T00:00:00Z", "=HYPERLINK(1)", 4L)));

        assertThat(CsvAnswers.text(result))
                .isEqualTo(
                        """
                        time,channel,orders\r
                        2026-11-01T00:00:00Z,"a,b",1\r
                        2026-11-01T00:00:00Z,"say ""x\""",2\r
                        2026-11-01T00:00:00Z,"two\r
                        lines",3\r
                        2026-11-01T00:00:00Z,=HYPERLINK(1),4\r
                        """);
    }

    @Test
    void no_value_is_told_from_an_empty_text() {
        assertThat(CsvAnswers.text(result(null, List.of(Arrays.asList("t", null, null), List.of("t", "", 0L)))))
                .endsWith("t,,\r\nt,\"\",0\r\n");
    }

    @Test
    void a_comparison_stands_to_the_right() {
        Comparison comparison = new Comparison(
                new Range("a", "b"),
                List.of(
                        column("time", QueryResult.Type.TIME),
                        column("comparison_time", QueryResult.Type.TIME),
                        column("channel", QueryResult.Type.STRING),
                        column("orders", QueryResult.Type.LONG),
                        column("orders_change", QueryResult.Type.RATIO)),
                List.of(Arrays.asList("t", "t0", "ads", 2L, -0.5)),
                null);

        assertThat(CsvAnswers.text(result(comparison, List.of(List.of("t", "ads", 1L)))))
                .isEqualTo(
                        """
                        time,channel,orders,comparison_time,orders_compared,orders_change\r
                        t,ads,1,t0,2,-0.5\r
                        """);
    }

    private static QueryResult result(Comparison comparison, List<List<Object>> rows) {
        return new QueryResult(
                COLUMNS,
                rows,
                comparison,
                null,
                new Page(null, false),
                List.of(),
                new Meta("id", null, null, Completeness.OPEN, CacheUse.MISS, "merchant_metrics", 1));
    }

    private static Column column(String name, QueryResult.Type type) {
        return new Column(name, type, null, null, null, null);
    }
}
