package io.tillview.query.answering;

import io.tillview.query.Grain;
import io.tillview.query.MerchantQuery;
import io.tillview.query.OrderBy;
import io.tillview.query.QueryResult;
import io.tillview.query.QueryResult.Column;
import io.tillview.query.QueryResult.Warning;
import io.tillview.query.catalog.Measure;
import io.tillview.query.scoping.SelectedColumn.DimensionValue;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Turns Druid's rows into an answer's. One for each answer; not safe for use by several threads. */
final class ResultShaper {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX", Locale.ROOT);
    private static final DateTimeFormatter TIME_WITH_MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT);

    private final MerchantQuery query;
    private final RawRows raw;
    private final List<Measure> measures;
    private final MeasureCells cells;
    private Instant lastBucket;
    private String lastTime;

    /** @param currency what rows of the answer that aren't among these are in, if it is known */
    ResultShaper(MerchantQuery query, RawRows rows, Optional<String> currency) {
        this.query = query;
        this.raw = rows;
        this.measures = measures(query);
        this.cells = new MeasureCells(query, raw, currency);
    }

    static List<Measure> measures(MerchantQuery query) {
        return query.measures().stream()
                .map(name -> Measure.named(name).orElseThrow())
                .toList();
    }

    /** An instant as it is shown: with the offset that the zone had then. */
    static String time(Instant instant, ZoneId zone) {
        return TIME.format(instant.atZone(zone));
    }

    /** An end of a range as it is shown: to the millisecond, where it isn't a whole second. */
    static String end(Instant instant, ZoneId zone) {
        boolean wholeSecond = instant.truncatedTo(ChronoUnit.SECONDS).equals(instant);
        return (wholeSecond ? TIME : TIME_WITH_MILLIS).format(instant.atZone(zone));
    }

    static Column exact(String name, QueryResult.Type type) {
        return new Column(name, type, null, null, null, null);
    }

    static Column column(Measure measure, MeasureCells cells) {
        String currency =
                measure.type() == QueryResult.Type.MONEY ? cells.currency().orElse(null) : null;
        return new Column(
                measure.externalName(),
                measure.type(),
                currency,
                measure.isApproximate() ? true : null,
                boxed(measure.relativeError()),
                boxed(measure.rankError()));
    }

    List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        if (query.grain() != Grain.NONE) {
            columns.add(exact(OrderBy.TIME, QueryResult.Type.TIME));
        }
        query.dimensions().forEach(name -> columns.add(exact(name, QueryResult.Type.STRING)));
        measures.forEach(measure -> columns.add(column(measure, cells)));
        return columns;
    }

    List<List<Object>> rows() {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < raw.size(); i++) {
            List<Object> row = new ArrayList<>();
            if (query.grain() != Grain.NONE) {
                row.add(time(raw.bucket(raw.rows().get(i))));
            }
            for (String dimension : query.dimensions()) {
                row.add(raw.value(i, new DimensionValue(dimension)));
            }
            for (Measure measure : measures) {
                row.add(cells.shown(i, measure));
            }
            rows.add(row);
        }
        return rows;
    }

    /** Rows of one bucket come one after another: its text is made once. */
    private String time(Instant bucket) {
        if (!bucket.equals(lastBucket)) {
            lastBucket = bucket;
            lastTime = time(bucket, query.timeZone());
        }
        return lastTime;
    }

    List<Warning> warnings() {
        return cells.warnings();
    }

    private static Double boxed(OptionalDouble number) {
        return number.isPresent() ? (Double) number.getAsDouble() : null;
    }
}
