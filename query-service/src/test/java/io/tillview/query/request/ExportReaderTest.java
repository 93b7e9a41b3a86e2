package io.tillview.query.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.ExportCompression;
import io.tillview.query.ExportFormat;
import io.tillview.query.ExportRequest;
import io.tillview.query.Exported;
import io.tillview.query.Interval;
import io.tillview.query.Violation;
import io.tillview.query.catalog.EventColumn;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExportReaderTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:34:56Z");

    private final ExportReader reader = new ExportReader(InstantSource.fixed(NOW));

    @Test
    void reads_a_question() {
        ExportRequest request = understood(
                """
                {"query": {"measures": ["orders"], "dimensions": ["channel"], "grain": "day",
                           "timeRange": {"from": "2026-11-01", "to": "2026-11-02"}}, "format": "csv"}
                """);

        assertThat(request.format()).isEqualTo(ExportFormat.CSV);
        assertThat(request.compression()).isEqualTo(ExportCompression.NONE);
        assertThat(request.interval())
                .isEqualTo(new Interval(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-11-02T00:00:00Z")));
        assertThat(((Exported.OfQuery) request.exported()).limited()).isFalse();
    }

    @Test
    void reads_events_with_all_columns_unless_some_are_named() {
        ExportRequest all = understood(
                "{\"events\": {\"timeRange\": {\"last\": \"P1D\"}}, \"format\": \"ndjson\", \"compression\": \"gzip\"}");
        ExportRequest some = understood(
                "{\"events\": {\"timeRange\": {\"last\": \"P1D\"}, \"columns\": [\"order_id\"],"
                        + " \"filters\": [{\"dimension\": \"country\", \"op\": \"eq\", \"value\": \"DE\"}]}, \"format\": \"csv\"}");

        assertThat(((Exported.OfEvents) all.exported()).columns()).isEqualTo(EventColumn.names());
        assertThat(all.compression()).isEqualTo(ExportCompression.GZIP);
        assertThat(((Exported.OfEvents) some.exported()).columns()).containsExactly("order_id");
        assertThat(((Exported.OfEvents) some.exported()).filters()).hasSize(1);
    }

    @Test
    void rows_without_a_bound_have_no_order_of_the_callers() {
        String ordered = "{\"query\": {\"measures\": [\"orders\"], \"timeRange\": {\"last\": \"P1D\"}, %s"
                + " \"orderBy\": [{\"field\": \"orders\"}]}, \"format\": \"csv\"}";

        assertThat(fields(ordered.formatted(""))).containsExactly("query.orderBy");
        assertThat(((Exported.OfQuery)
                                understood(ordered.formatted("\"limit\": 5,")).exported())
                        .limited())
                .isTrue();
    }

    @Test
    void an_amount_needs_its_currency() {
        assertThat(
                        fields(
                                "{\"events\": {\"timeRange\": {\"last\": \"P1D\"}, \"columns\": [\"amount\"]}, \"format\": \"csv\"}"))
                .containsExactly("events.columns");
    }

    @Test
    void says_everything_that_is_wrong_and_where() {
        assertThat(
                        fields(
                                """
                        {"query": {"measures": ["ordrs"], "totals": true, "filters": [{"dimension": "contry"}],
                                   "timeRange": {"last": "P1D"}}, "format": "xlsx", "compresion": "gzip"}
                        """))
                .contains("compresion", "format", "query.totals", "query.measures[0]", "query.filters[0].dimension");
        assertThat(fields("{\"format\": \"csv\"}")).containsExactly("");
        assertThat(fields("{\"events\": {\"columns\": [\"merchant_id\", \"kafka_offset\"]}, \"query\": {}}"))
                .containsExactly("format", "");
        assertThat(fields("{\"events\": {\"columns\": [\"merchant_id\"]}, \"format\": \"csv\"}"))
                .contains("events.columns[0]", "events.timeRange");
    }

    private ExportRequest understood(String body) {
        Reading<ExportRequest> reading = read(body);
        assertThat(reading).isInstanceOf(Reading.Understood.class);
        return ((Reading.Understood<ExportRequest>) reading).request();
    }

    private List<String> fields(String body) {
        Reading<ExportRequest> reading = read(body);
        assertThat(reading).isInstanceOf(Reading.Refused.class);
        return ((Reading.Refused<ExportRequest>) reading)
                .violations().stream().map(Violation::field).toList();
    }

    private Reading<ExportRequest> read(String body) {
        return reader.read(body.getBytes(StandardCharsets.UTF_8));
    }
}
