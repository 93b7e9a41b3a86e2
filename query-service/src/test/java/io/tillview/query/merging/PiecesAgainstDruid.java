package io.tillview.query.merging;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tillview.query.Filter;
import io.tillview.query.Filter.Any;
import io.tillview.query.Filter.Operator;
import io.tillview.query.Grain;
import io.tillview.query.Interval;
import io.tillview.query.MerchantQuery;
import io.tillview.query.answering.RunOutcome;
import io.tillview.query.catalog.Aggregate;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.catalog.Measure;
import io.tillview.query.catalog.SourceChoice;
import io.tillview.query.druid.AvaticaQueryRunner;
import io.tillview.query.druid.Runners;
import io.tillview.query.scoping.PieceColumns;
import io.tillview.query.scoping.PieceNumbers;
import io.tillview.query.scoping.PiecesScoper;
import io.tillview.query.scoping.Portion;
import io.tillview.query.scoping.QueryScoper;
import io.tillview.query.scoping.Questions;
import io.tillview.query.scoping.ScopedSql;
import io.tillview.query.scoping.SelectedColumn;
import io.tillview.query.scoping.SelectedColumn.AggregateValue;
import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.OneMerchant;
import io.tillview.tenancy.token.KeyFiles;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Asks a running Broker as a merchant: each question as it is, and put together from its pieces. Prints a line a question, and ends with 1
 * where the answers differ. Counts, sums and currencies have to be equal, and estimates as well, as long as sketches hold each value: the
 * merchant should be one of at most 250 orders. Counts of more than 300 ids may be off by the stated error.
 *
 * <p>Arguments: the Broker's address, the file with the key that its delegation tokens are signed with, the merchant, from and to.
 */
final class PiecesAgainstDruid {
    private static final int MAX_ROWS = 20_000;
    /** So many ids are in a HyperLogLog sketch one by one. Of more, Druid itself gives one number or another. */
    private static final int EXACT_IDS = 300;

    private static final String[] ALL = Measure.names().toArray(String[]::new);

    private final AvaticaQueryRunner runner;
    private final OneMerchant shop;
    private final Interval interval;
    private int different;

    private PiecesAgainstDruid(AvaticaQueryRunner runner, OneMerchant shop, Interval interval) {
        this.runner = runner;
        this.shop = shop;
        this.interval = interval;
    }

    public static void main(String[] arguments) {
        OneMerchant shop = new OneMerchant(new MerchantId(arguments[2]));
        Interval interval = new Interval(Instant.parse(arguments[3]), Instant.parse(arguments[4]));
        int different;
        try (AvaticaQueryRunner runner = Runners.at(
                KeyFiles.readPrivateKey(Path.of(arguments[1])), new SimpleMeterRegistry(), URI.create(arguments[0]))) {
            PiecesAgainstDruid asking = new PiecesAgainstDruid(runner, shop, interval);
            questions().forEach(asking::compare);
            different = asking.different;
        }
        System.out.println(different + " answers differ");
        System.exit(different == 0 ? 0 : 1);
    }

    private static Map<String, MerchantQuery> questions() {
        MerchantQuery all = Questions.of(ALL);
        Map<String, MerchantQuery> questions = new LinkedHashMap<>();
        questions.put("everything in one row", all);
        questions.put("by currency", Questions.by(all, "currency"));
        questions.put("by channel and device", Questions.by(all, "channel", "device"));
        questions.put("by country and day", Questions.by(Questions.per(all, Grain.DAY, "America/New_York"), "country"));
        questions.put("by day in Kathmandu", Questions.per(all, Grain.DAY, "Asia/Kathmandu"));
        questions.put("by hour in Lord Howe", Questions.per(all, Grain.HOUR, "Australia/Lord_Howe"));
        questions.put("by week", Questions.per(all, Grain.WEEK, "Europe/Berlin"));
        questions.put("by minute", Questions.per(Questions.of("events", "visitors"), Grain.MINUTE, "UTC"));
        questions.put("by page", Questions.by(all, "page_path"));
        questions.put("by attribute", Questions.by(all, "attributes.size"));
        questions.put(
                "of one currency",
                Questions.where(Questions.by(all, "channel"), Filter.of("currency", Operator.EQ, "EUR")));
        questions.put(
                "where it is one or the other",
                Questions.where(
                        Questions.per(all, Grain.DAY, "UTC"),
                        new Any(List.of(
                                Filter.of("device", Operator.NE, "mobile"),
                                Filter.of("page_path", Operator.CONTAINS, "/")))));
        questions.put("of nothing", Questions.where(all, Filter.of("channel", Operator.EQ, "no such channel")));
        questions.put(
                "of nothing by day",
                Questions.where(
                        Questions.per(all, Grain.DAY, "UTC"), Filter.of("channel", Operator.EQ, "no such channel")));
        return questions;
    }

    private void compare(String name, MerchantQuery query) {
        for (Datasource datasource : SourceChoice.of(query, interval)) {
            List<List<Object>> plain = sorted(
                    query,
                    rows(new QueryScoper().scope(query, interval, datasource, Portion.any(MAX_ROWS), shop, "pieces")));
            List<Interval> pieces = PieceCut.of(interval, query.timeZone(), List.of()).stream()
                    .map(Piece::interval)
                    .toList();
            boolean whole = equal(name, query, plain, merged(query, datasource, List.of(List.of(interval))));
            boolean cut = equal(name, query, plain, merged(query, datasource, List.of(pieces)));
            boolean holes =
                    equal(name, query, plain, merged(query, datasource, List.of(every(pieces, 0), every(pieces, 1))));
            different += whole && cut && holes ? 0 : 1;
            System.out.println(name + " from " + datasource.table() + ": " + plain.size() + " rows, " + pieces.size()
                    + " pieces" + (whole && cut && holes ? "" : " DIFFER"));
        }
    }

    /** Asks some statements, each about some pieces, and goes by way of the bytes in which pieces are kept. */
    private List<List<Object>> merged(MerchantQuery query, Datasource datasource, List<List<Interval>> statements) {
        PieceEncoding encoding = new PieceEncoding(PieceColumns.ofPiece(query));
        List<List<List<Object>>> all = new ArrayList<>();
        for (List<Interval> pieces : statements) {
            PieceNumbers numbers = PieceNumbers.of(pieces);
            ScopedSql sql =
                    new PiecesScoper().scope(query, numbers, datasource, Optional.empty(), MAX_ROWS, shop, "pieces");
            PieceRows.byPiece(numbers, sql.columns(), rows(sql)).stream()
                    .map(rows -> encoding.encode(rows).flatMap(encoding::decode).orElseThrow())
                    .forEach(all::add);
        }
        return sorted(query, new RowMerger(query).merge(all));
    }

    private static List<Interval> every(List<Interval> pieces, int first) {
        return IntStream.range(0, pieces.size())
                .filter(i -> i % 2 == first)
                .mapToObj(pieces::get)
                .toList();
    }

    private List<List<Object>> rows(ScopedSql sql) {
        RunOutcome outcome = runner.run(sql);
        if (outcome instanceof RunOutcome.Rows rows && rows.rows().size() < MAX_ROWS) {
            return rows.rows();
        }
        throw new IllegalStateException(outcome + " to " + sql.text());
    }

    private static List<List<Object>> sorted(MerchantQuery query, List<List<Object>> rows) {
        int keys = PieceColumns.keys(query);
        return rows.stream()
                .sorted(Comparator.comparing(row -> row.subList(0, keys).toString()))
                .toList();
    }

    private static boolean equal(
            String name, MerchantQuery query, List<List<Object>> expected, List<List<Object>> actual) {
        List<SelectedColumn> columns = PieceColumns.ofAnswer(query);
        boolean equal = expected.size() == actual.size();
        for (int row = 0; equal && row < expected.size(); row++) {
            for (int i = 0; equal && i < columns.size(); i++) {
                equal = equal(
                        columns.get(i),
                        expected.get(row).get(i),
                        actual.get(row).get(i));
                if (!equal) {
                    System.out.println(
                            name + ", " + columns.get(i) + ": " + expected.get(row) + "\n  but " + actual.get(row));
                }
            }
        }
        return equal;
    }

    private static boolean equal(SelectedColumn column, Object expected, Object actual) {
        boolean mayDiffer =
                column instanceof AggregateValue value && value.aggregate().isDistinct() && (Long) expected > EXACT_IDS;
        return mayDiffer
                ? Math.abs((Long) expected - (Long) actual) <= Aggregate.DISTINCT_RELATIVE_ERROR * (Long) expected
                : Objects.equals(expected, actual);
    }
}
