package io.tillview.endtoend;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A row as the oracle knows it, before it is known which currency an answer's money is in.
 *
 * @param time where the bucket begins; null without a grain
 * @param dimensions their values, null where an event has none
 * @param currency of the money that is added up, if there is any and all is in it; null where none is
 * @param severalCurrencies whether money of several currencies would have to be added up
 * @param currencyOfAll where all rows are looked at to choose some: the one currency of the money of all; else null
 * @param values a measure's value: a Long, in minor units where it is money, a Double, or all orders' amounts; null for none
 */
record OracleRow(
        Instant time,
        List<String> dimensions,
        String currency,
        boolean severalCurrencies,
        String currencyOfAll,
        List<Object> values) {

    /** Keeps the nulls, which {@code List.copyOf} doesn't take. */
    OracleRow {
        dimensions = new ArrayList<>(dimensions);
        values = new ArrayList<>(values);
    }

    /** A row of no events: this one's values, as another series in another bucket. */
    OracleRow at(Instant bucket, List<String> series) {
        return new OracleRow(bucket, series, currency, severalCurrencies, currencyOfAll, values);
    }

    /** What no two rows of an answer share. */
    String key() {
        return key(time, dimensions);
    }

    /** The key of the row of a series in a bucket. */
    static String key(Instant bucket, List<String> series) {
        StringBuilder key = new StringBuilder(Objects.toString(bucket, ""));
        series.forEach(value -> key.append('\u0001').append(value == null ? "\u0002" : value));
        return key.toString();
    }
}
