package io.tillview.query.caching;

import static java.util.Objects.requireNonNull;

import io.tillview.query.Interval;
import io.tillview.query.answering.FoundRows;
import io.tillview.query.answering.QueryRunner;
import io.tillview.query.answering.RunOutcome.Rows;
import io.tillview.query.answering.WantedRows;
import io.tillview.query.caching.Flights.Boarded;
import io.tillview.query.caching.PieceReading.Missing;
import io.tillview.query.caching.PieceReading.Outcome;
import io.tillview.query.caching.PieceReading.Prepared;
import io.tillview.query.caching.PieceReading.PutTogether;
import io.tillview.query.caching.WholeReading.Asking;
import io.tillview.query.scoping.GroupingSetsScoper;
import io.tillview.query.scoping.GroupingSetsScoper.SharedRows;
import io.tillview.query.scoping.JointSql;
import io.tillview.query.scoping.SelectedColumn;
import io.tillview.query.segments.Sighting;
import io.tillview.query.segments.Standing;
import io.tillview.tenancy.MerchantScope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * Gets rows of several questions in one statement. What is read is kept and put together exactly as if each question had been asked
 * alone; where one statement can't bring it, nothing comes of it, and each is asked alone. Safe for use by many threads.
 */
final class JointReading {
    private final GroupingSetsScoper scoper = new GroupingSetsScoper();
    private final RememberedKeys alone;
    private final RememberedKeys dear;
    private final Moments moments;
    private final PieceReading pieces;
    private final WholeReading whole;
    private final Flights flights;
    private final QueryRunner runner;
    private final CacheCounts counts;

    JointReading(
            Moments moments,
            PieceReading pieces,
            WholeReading whole,
            Flights flights,
            QueryRunner runner,
            CacheCounts counts,
            LongSupplier nanos) {
        this.moments = requireNonNull(moments, "moments");
        this.pieces = requireNonNull(pieces, "pieces");
        this.whole = requireNonNull(whole, "whole");
        this.flights = requireNonNull(flights, "flights");
        this.runner = requireNonNull(runner, "runner");
        this.counts = requireNonNull(counts, "counts");
        this.alone = new RememberedKeys(nanos);
        this.dear = new RememberedKeys(nanos);
    }

    /**
     * Gets them.
     *
     * @param missing rows that aren't kept, and what they answer
     * @return those that came of it
     */
    Map<AnswerKey, FoundRows> read(Map<AnswerKey, WantedRows> missing) {
        Map<AnswerKey, FoundRows> found = new LinkedHashMap<>();
        Map<Group, List<Panel>> groups = new LinkedHashMap<>();
        missing.forEach((key, wanted) -> {
            Optional<Panel> panel = prepared(key, wanted, found);
            panel.ifPresent(one -> groups.computeIfAbsent(Group.of(one), any -> new ArrayList<>())
                    .add(one));
        });
        groups.values().forEach(panels -> split(panels).statements(panels).forEach(statement -> ask(statement, found)));
        return found;
    }

    /** Whose rows, and all else that questions of one statement have in common. */
    private record Group(MerchantScope scope, String subject, SharedRows common) {
        static Group of(Panel panel) {
            return new Group(panel.wanted().scope(), panel.wanted().subject(), panel.common());
        }
    }

    private Optional<Panel> prepared(AnswerKey key, WantedRows wanted, Map<AnswerKey, FoundRows> found) {
        AnswerKey shape = pieces.shape(wanted);
        if (wanted.portion().series().isPresent() || alone.contains(shape)) {
            return Optional.empty();
        }
        Moment moment = moments.now(wanted.scope(), wanted.subject());
        Optional<Standing> standing = moment.standing(wanted.datasource(), wanted.scope(), wanted.interval());
        if (standing.isPresent()) {
            Prepared prepared = pieces.prepare(wanted, key, moment, standing.get());
            if (prepared instanceof PutTogether done) {
                found.put(key, done.found());
                return Optional.empty();
            }
            if (prepared instanceof Missing some) {
                return Optional.of(new Panel(
                        key, shape, wanted, common(wanted, some.missing().pieces(), true), Optional.of(some)));
            }
        }
        return whole.areTooMany(wanted, key)
                ? Optional.empty()
                : Optional.of(new Panel(
                        key, shape, wanted, common(wanted, List.of(wanted.interval()), false), Optional.empty()));
    }

    private StatementSplit split(List<Panel> panels) {
        boolean manyRows = panels.stream().anyMatch(panel -> dear.contains(panel.shape()));
        return manyRows ? StatementSplit.OF_MANY_ROWS : StatementSplit.USUAL;
    }

    private static SharedRows common(WantedRows wanted, List<Interval> pieces, boolean mergeable) {
        return new SharedRows(pieces, mergeable, wanted.query().filters(), wanted.datasource());
    }

    private void ask(List<Panel> panels, Map<AnswerKey, FoundRows> found) {
        List<Panel> own = new ArrayList<>();
        List<Boarded> boarded = new ArrayList<>();
        for (Panel panel : panels) {
            flights.board(panel.key()).ifPresent(flight -> {
                own.add(panel);
                boarded.add(flight);
            });
        }
        Map<AnswerKey, FoundRows> brought = new LinkedHashMap<>();
        try {
            if (own.size() > 1) {
                brought.putAll(asked(own));
            }
        } finally {
            for (int i = 0; i < own.size(); i++) {
                boarded.get(i).land(Optional.ofNullable(brought.get(own.get(i).key())));
            }
        }
        found.putAll(brought);
    }

    private Map<AnswerKey, FoundRows> asked(List<Panel> panels) {
        WantedRows first = panels.get(0).wanted();
        JointSql sql = scoper.scope(
                panels.stream().map(Panel::query).toList(),
                panels.get(0).common(),
                WholeReading.MOST_ROWS,
                first.scope(),
                first.subject());
        List<Optional<Asking>> askings = panels.stream()
                .map(panel -> panel.missing().isPresent()
                        ? Optional.<Asking>empty()
                        : Optional.of(whole.asking(panel.wanted(), panel.key())))
                .toList();
        if (!(runner.run(sql.sql()) instanceof Rows rows) || rows.rows().size() >= WholeReading.MOST_ROWS) {
            panels.forEach(panel -> alone.add(panel.shape()));
            return Map.of();
        }
        Map<AnswerKey, FoundRows> brought = new LinkedHashMap<>();
        List<List<List<Object>>> apart = sql.apart(rows.rows());
        // Asked once for all of them.
        CompletableFuture<Optional<Sighting>> later = panels.stream()
                .flatMap(panel -> panel.missing().stream())
                .filter(Missing::isPartial)
                .findFirst()
                .map(pieces::later)
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
        for (int i = 0; i < panels.size(); i++) {
            Panel panel = panels.get(i);
            List<SelectedColumn> columns = sql.columns(i);
            if (panel.missing().isPresent()) {
                Outcome outcome =
                        pieces.complete(panel.missing().get(), columns, new Rows(apart.get(i), rows.broker()), later);
                if (outcome instanceof PutTogether done) {
                    brought.put(panel.key(), done.found());
                }
            } else {
                Rows chosen = new Rows(panel.wanted().chosen(columns, apart.get(i)), rows.broker());
                brought.put(panel.key(), whole.complete(askings.get(i).orElseThrow(), columns, chosen));
            }
        }
        counts.together(brought.size());
        if (StatementSplit.isDear(panels, sql.read(rows.rows()))) {
            panels.forEach(panel -> dear.add(panel.shape()));
        }
        return brought;
    }
}
