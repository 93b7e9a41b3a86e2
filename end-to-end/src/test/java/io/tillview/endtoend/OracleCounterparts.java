package io.tillview.endtoend;

import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What rows of an answer stand beside when it is held against another time: the same series in the bucket at the same place.
 * Where nothing happened there, it is a row about nothing; where there is no such bucket, there is no row.
 */
final class OracleCounterparts {
    private final OracleQuestion other;
    private final boolean isCut;
    private final Map<Instant, Integer> places = new HashMap<>();
    private final List<Instant> others;
    private final Map<String, OracleRow> rows = new HashMap<>();
    private final OracleRow nothing;
    private final OracleRow total;

    /** @param question one that compares */
    OracleCounterparts(DuckDbOracle oracle, OracleQuestion question) throws SQLException {
        this.other = OraclePeriods.comparedTo(question);
        this.isCut = question.hasTime();
        List<Instant> buckets = OracleBuckets.of(question);
        for (int i = 0; i < buckets.size(); i++) {
            places.put(buckets.get(i), i);
        }
        this.others = OracleBuckets.of(other);
        oracle.answer(other).forEach(row -> rows.put(row.key(), row));
        this.nothing = oracle.answer(other.aboutNothing()).get(0);
        this.total = oracle.answer(other.inOneRow()).get(0);
    }

    Optional<OracleRow> of(OracleRow row) {
        int place = isCut ? places.get(row.time()) : 0;
        if (place >= others.size()) {
            return Optional.empty();
        }
        Instant bucket = isCut ? others.get(place) : null;
        OracleRow happened = rows.get(OracleRow.key(bucket, row.dimensions()));
        return Optional.of(happened == null ? nothing.at(bucket, row.dimensions()) : happened);
    }

    /** Everything in the other time. */
    OracleRow total() {
        return total;
    }

    /** Whether one of both times has more buckets. */
    boolean isUneven() {
        return places.size() != others.size();
    }

    Instant begins() {
        return other.begins();
    }

    Instant ends() {
        return other.ends();
    }
}
