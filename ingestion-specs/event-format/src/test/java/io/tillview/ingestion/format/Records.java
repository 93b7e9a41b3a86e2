package io.tillview.ingestion.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.druid.data.input.ColumnsFilter;
import org.apache.druid.data.input.InputRow;
import org.apache.druid.data.input.InputRowSchema;
import org.apache.druid.data.input.impl.DimensionsSpec;
import org.apache.druid.data.input.impl.TimestampSpec;
import org.apache.druid.data.input.kafka.KafkaRecordEntity;
import org.apache.druid.java.util.common.parsers.CloseableIterator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Records of the topic, and the rows they become. */
final class Records {

    static final long ARRIVED = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();

    private Records() {}

    static InputRow row(RecordClass records, String value) {
        return rows(records, value.getBytes(UTF_8)).get(0);
    }

    static List<InputRow> rows(RecordClass records, byte[] value) {
        return rows(records, value, "occurred_at");
    }

    static List<InputRow> rows(RecordClass records, byte[] value, String time) {
        return rows(records, value, schema(time));
    }

    static List<InputRow> rows(RecordClass records, byte[] value, InputRowSchema schema) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                "merchant-events",
                3,
                77,
                ARRIVED,
                TimestampType.LOG_APPEND_TIME,
                3,
                value == null ? 0 : value.length,
                "m-1".getBytes(UTF_8),
                value,
                new RecordHeaders(),
                Optional.empty());
        KafkaRecordEntity entity = new KafkaRecordEntity(value == null ? withValue(record) : record) {
            @Override
            public ConsumerRecord<byte[], byte[]> getRecord() {
                return record;
            }
        };
        try (CloseableIterator<InputRow> rows =
                new EventInputFormat(records).createReader(schema, entity, null).read()) {
            return list(rows);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static ConsumerRecord<byte[], byte[]> withValue(ConsumerRecord<byte[], byte[]> record) {
        return new ConsumerRecord<>(record.topic(), record.partition(), record.offset(), record.key(), new byte[0]);
    }

    static List<InputRow> list(CloseableIterator<InputRow> rows) {
        List<InputRow> list = new ArrayList<>();
        rows.forEachRemaining(list::add);
        return list;
    }

    static InputRowSchema schema(String time) {
        return schema(time, List.of("merchant_id"));
    }

    static InputRowSchema schema(String time, List<String> dimensions) {
        return new InputRowSchema(
                new TimestampSpec(time, null, null),
                new DimensionsSpec(DimensionsSpec.getDefaultSchemas(dimensions)),
                ColumnsFilter.all());
    }

    static String event(String occurredAt, String more) {
        return "{\"event_id\":\"0195500f-0000-7000-8000-000000000001\",\"merchant_id\":\"m-1\","
                + "\"event_type\":\"page_viewed\",\"occurred_at\":\"" + occurredAt + "\"" + more + "}";
    }
}
