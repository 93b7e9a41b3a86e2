package io.tillview.query.caching;

import io.tillview.query.Grain;
import io.tillview.query.Interval;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.catalog.Dimension;
import io.tillview.query.scoping.GroupingSetsScoper;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Splits questions over statements. Druid 33 groups by all keys of a statement's sets at once and adds the sets up from that, so that
 * questions by many different keys make it work out, and send to its Broker, more groups than any of them has rows. There are no
 * more than rows that are read, which for most merchants are few. So it is left at a guess from the keys until a statement has read many:
 * questions like those are then put together with more care.
 *
 * @param mostGroups the most groups, by a guess, that questions may come to together where none does alone
 */
record StatementSplit(long mostGroups) {
    /** As long as nothing is known. */
    static final StatementSplit USUAL = new StatementSplit(30_000);

    /** Where there are many rows, so that the guess may be right. */
    static final StatementSplit OF_MANY_ROWS = new StatementSplit(1_000);

    /** What the rollup's dimensions come to in a shop, about: a few channels or devices, some countries. */
    private static final long VALUES = 10;

    /** What others may come to: products, pages. */
    private static final long MANY_VALUES = 1_000;

    /** Whether more groups may have been worked out for a statement than are worth it. */
    static boolean isDear(List<Panel> statement, long rowsRead) {
        Keys all = statement.stream().map(Keys::of).reduce(Keys::and).orElseThrow();
        return Math.min(all.groups(), rowsRead) > OF_MANY_ROWS.mostGroups();
    }

    /**
     * Splits them.
     *
     * @param panels questions that can be asked together; each is in one of the statements
     */
    List<List<Panel>> statements(List<Panel> panels) {
        List<Statement> statements = new ArrayList<>();
        panels.stream()
                .sorted(Comparator.comparingLong((Panel panel) -> Keys.of(panel).groups())
                        .reversed())
                .forEach(panel -> statements.stream()
                        .filter(statement -> statement.has(panel))
                        .findFirst()
                        .orElseGet(() -> begun(panel, statements))
                        .add(panel));
        return statements.stream().map(Statement::panels).toList();
    }

    private Statement begun(Panel first, List<Statement> statements) {
        Statement statement = new Statement(Keys.of(first), mostGroups);
        statements.add(statement);
        return statement;
    }

    /** What is in one, the largest first. */
    private static final class Statement {
        private final List<Panel> panels = new ArrayList<>();
        private final long most;
        private Keys keys;

        Statement(Keys keys, long mostGroups) {
            this.keys = keys;
            this.most = Math.max(mostGroups, keys.groups());
        }

        boolean has(Panel panel) {
            return panels.size() < GroupingSetsScoper.MAX_QUESTIONS
                    && keys.and(Keys.of(panel)).groups() <= most;
        }

        void add(Panel panel) {
            keys = keys.and(Keys.of(panel));
            panels.add(panel);
        }

        List<Panel> panels() {
            return panels;
        }
    }

    /**
     * What is grouped by.
     *
     * @param times how many stretches of time there are
     * @param dimensions by which dimensions
     */
    private record Keys(long times, Set<String> dimensions) {

        static Keys of(Panel panel) {
            List<Interval> pieces = panel.common().pieces();
            Grain grain = panel.query().grain();
            long buckets = pieces.stream()
                    .mapToLong(piece -> grain == Grain.NONE ? 1 : 1 + seconds(piece) / seconds(grain))
                    .sum();
            return new Keys(buckets, new TreeSet<>(panel.query().dimensions()));
        }

        Keys and(Keys other) {
            Set<String> all = new TreeSet<>(dimensions);
            all.addAll(other.dimensions);
            return new Keys(Math.max(times, other.times), all);
        }

        long groups() {
            double groups = times;
            for (String dimension : dimensions) {
                boolean few = Dimension.named(dimension)
                        .filter(one -> one.isIn(Datasource.MERCHANT_METRICS))
                        .isPresent();
                groups *= few ? VALUES : MANY_VALUES;
            }
            return (long) groups;
        }

        private static long seconds(Interval piece) {
            return Duration.between(piece.from(), piece.to()).toSeconds();
        }

        private static long seconds(Grain grain) {
            Interval one = new Interval(Instant.EPOCH, grain.after(Instant.EPOCH, ZoneOffset.UTC));
            return seconds(one);
        }
    }
}
