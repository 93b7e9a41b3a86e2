package io.tillview.ingestion.format;

import io.tillview.events.encoding.RecordSorter;
import io.tillview.events.encoding.SortedRecord;
import io.tillview.events.encoding.SortedRecord.Late;
import io.tillview.events.encoding.SortedRecord.Live;
import io.tillview.events.encoding.SortedRecord.Rejected;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.druid.data.input.InputEntityReader;
import org.apache.druid.data.input.InputRow;
import org.apache.druid.data.input.InputRowListPlusRawValues;
import org.apache.druid.data.input.kafka.KafkaRecordEntity;
import org.apache.druid.java.util.common.CloseableIterators;
import org.apache.druid.java.util.common.parsers.CloseableIterator;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the record at hand: one row if it is of the class asked for, else none. Belongs to one thread. */
final class RecordReader implements InputEntityReader {

    private final RecordSorter sorter = new RecordSorter();
    private final RowLayout layout;
    private final RecordClass wanted;
    private final Supplier<KafkaRecordEntity> source;

    RecordReader(RowLayout layout, RecordClass wanted, Supplier<KafkaRecordEntity> source) {
        this.layout = layout;
        this.wanted = wanted;
        this.source = source;
    }

    @Override
    public CloseableIterator<InputRow> read() {
        InputRow row = row(source.get().getRecord());
        return CloseableIterators.withEmptyBaggage(
                row == null ? Collections.emptyIterator() : List.of(row).iterator());
    }

    private InputRow row(ConsumerRecord<byte[], byte[]> record) {
        SortedRecord sorted = sorter.sort(record.value(), record.timestamp());
        if (sorted instanceof Live live) {
            return wanted == RecordClass.LIVE ? new EventRow(layout, live.event(), Arrival.of(record)) : null;
        }
        if (sorted instanceof Late late) {
            return wanted == RecordClass.LATE ? new EventRow(layout, late.event(), Arrival.of(record)) : null;
        }
        return wanted == RecordClass.REJECTED
                ? new RejectedRow(layout, Arrival.of(record), record, ((Rejected) sorted).rules())
                : null;
    }

    @Override
    public CloseableIterator<InputRowListPlusRawValues> sample() {
        return read().map(row -> InputRowListPlusRawValues.of(row, Map.of()));
    }
}
