package io.tillview.endtoend;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a question may say about its rows beside which they are.
 *
 * @param compareTo the time that the answer is held against; null for none
 * @param fillGaps whether buckets without events are rows, too
 * @param limitPerTime how many series there are in each bucket at most; 0 for all
 * @param pages on about how many pages the answer is read, each with the token of the one before; 1 for the first alone
 */
record OracleExtras(CompareTo compareTo, boolean fillGaps, int limitPerTime, int pages) {
    static final OracleExtras NONE = new OracleExtras(null, false, 0, 1);

    /**
     * Another time.
     *
     * @param name {@code previous_period} or {@code previous_year}; null for a range of its own
     * @param from where that begins: a date or an instant
     * @param to where it ends
     */
    record CompareTo(String name, String from, String to) {
        static CompareTo named(String name) {
            return new CompareTo(name, null, null);
        }
    }

    boolean compares() {
        return compareTo != null;
    }

    boolean isPaged() {
        return pages > 1;
    }

    void writeTo(ObjectNode body) {
        if (compares() && compareTo.name() != null) {
            body.put("compareTo", compareTo.name());
        } else if (compares()) {
            body.putObject("compareTo").put("from", compareTo.from()).put("to", compareTo.to());
        }
        if (fillGaps) {
            body.put("fillGaps", true);
        }
        if (limitPerTime > 0) {
            body.put("limitPerTime", limitPerTime);
        }
    }
}
