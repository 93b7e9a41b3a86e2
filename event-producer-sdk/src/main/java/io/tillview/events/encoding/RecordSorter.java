package io.tillview.events.encoding;

import io.tillview.events.BrokenRule;
import io.tillview.events.EventRule;
import io.tillview.events.Timeliness;
import java.util.List;

/**
 * The one rule by which a record of the topic is live, late or rejected. It looks at nothing but the record's bytes and the
 * timestamp its broker gave it, so that every reader decides alike, at any time. Safe for use by several threads.
 */
public final class RecordSorter {

    private final JsonEventDecoder decoder = new JsonEventDecoder();

    /**
     * Decides; never throws, whatever the bytes are.
     *
     * @param value the record's value, null if it has none
     * @param arrivedAtMillis the record's timestamp, epoch milliseconds
     */
    public SortedRecord sort(byte[] value, long arrivedAtMillis) {
        if (value == null) {
            return new SortedRecord.Rejected(
                    List.of(new BrokenRule(EventRule.NOT_JSON, "event", "the record has no value")));
        }
        Decoded decoded = decoder.read(value);
        if (decoded instanceof InvalidEvent invalid) {
            return new SortedRecord.Rejected(invalid.rules());
        }
        DecodedEvent event = (DecodedEvent) decoded;
        return switch (Timeliness.of(event.occurredAtMillis(), arrivedAtMillis)) {
            case LIVE -> new SortedRecord.Live(event);
            case LATE -> new SortedRecord.Late(event);
            case FROM_THE_FUTURE -> new SortedRecord.Rejected(List.of(Timeliness.fromTheFuture()));
        };
    }
}
