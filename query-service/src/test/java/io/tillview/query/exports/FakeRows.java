package io.tillview.query.exports;

import io.tillview.query.answering.QueryRunner;
import io.tillview.query.answering.RunOutcome;
import io.tillview.query.scoping.ScopedSql;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands in for Druid: a merchant with one event an hour, told by {@code quantity}, the hour since 1970. What it does instead at the
 * next query can be said.
 */
final class FakeRows implements QueryRunner {
    private static final Pattern INSTANT = Pattern.compile("MILLIS_TO_TIMESTAMP\\((\\d+)\\)");
    private static final long HOUR = 3_600_000;

    final List<ScopedSql> asked = new CopyOnWriteArrayList<>();
    private final List<Instead> next = new ArrayList<>();

    /** What is done instead of giving all rows. */
    interface Instead {
        /** Gives some rows or none, and says what came of it. */
        RunOutcome run(ScopedSql sql, Consumer<List<Object>> rows);
    }

    synchronized void next(Instead instead) {
        next.add(instead);
    }

    @Override
    public RunOutcome run(ScopedSql sql) {
        throw new UnsupportedOperationException("Exports are streamed.");
    }

    @Override
    public RunOutcome stream(ScopedSql sql, Consumer<List<Object>> rows) {
        asked.add(sql);
        Instead instead;
        synchronized (this) {
            instead = next.isEmpty() ? FakeRows::give : next.remove(0);
        }
        return instead.run(sql, rows);
    }

    /** All rows of the query's time. */
    static RunOutcome give(ScopedSql sql, Consumer<List<Object>> rows) {
        Matcher instants = INSTANT.matcher(sql.text());
        instants.find();
        long from = Long.parseLong(instants.group(1));
        instants.find();
        long to = Long.parseLong(instants.group(1));
        long count = 0;
        for (long hour = Math.floorDiv(from + HOUR - 1, HOUR); hour * HOUR < to; hour++) {
            rows.accept(List.of(hour));
            count++;
        }
        return new RunOutcome.Streamed(count);
    }
}
