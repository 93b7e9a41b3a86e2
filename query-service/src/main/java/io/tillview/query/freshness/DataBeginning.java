package io.tillview.query.freshness;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;

/**
 * Where the data of a datasource begins: the earliest of what was heard lately, for a Coordinator that has just begun doesn't
 * know all segments yet. Not safe for use by several threads.
 */
final class DataBeginning {
    static final int REMEMBERED = 10;

    private final Deque<Instant> heard = new ArrayDeque<>();

    void heard(Instant beginning) {
        heard.addLast(beginning);
        if (heard.size() > REMEMBERED) {
            heard.removeFirst();
        }
    }

    Optional<Instant> earliest() {
        return heard.stream().min(Comparator.naturalOrder());
    }
}
