package io.tillview.ingestion;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.events.BrokenRule;
import io.tillview.events.EventRule;
import io.tillview.events.InvalidEventException;
import io.tillview.events.encoding.JsonEventDecoder;
import io.tillview.ingestion.format.EventInputFormat;
import io.tillview.ingestion.format.RecordClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
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

/** The SDK, Druid's format and the importer decide alike about every record; about the contract, EventSchemaTest goes on. */
class OneRuleTest {

    private static final InputRowSchema SCHEMA = new InputRowSchema(
            new TimestampSpec("arrived_at", null, null), new DimensionsSpec(List.of()), ColumnsFilter.all());

    @Property(tries = 60)
    void sdk_format_and_importer_decide_alike(@ForAll("batches") List<byte[]> values) throws IOException {
        Instant now = Instant.now();
        Set<Integer> refusedBySdk = new TreeSet<>();
        Set<Integer> rejectedByFormat = new TreeSet<>();
        for (int i = 0; i < values.size(); i++) {
            if (isRefusedBySdk(values.get(i), now)) {
                refusedBySdk.add(i + 1);
            }
            int rejected = rows(RecordClass.REJECTED, values.get(i), now);
            assertThat(rejected
                            + rows(RecordClass.LIVE, values.get(i), now)
                            + rows(RecordClass.LATE, values.get(i), now))
                    .isEqualTo(1);
            if (rejected == 1) {
                rejectedByFormat.add(i + 1);
            }
        }

        Set<Integer> rejectedByImporter = rejectedByImporter(values);

        assertThat(rejectedByFormat).isEqualTo(refusedBySdk);
        assertThat(rejectedByImporter).isEqualTo(refusedBySdk);
    }

    /** Lines that are events, too old, ahead, and broken in places; none blank, none with a line's end in it. */
    @Provide
    Arbitrary<List<byte[]>> batches() {
        Arbitrary<byte[]> values = Arbitraries.randomValue(random -> {
            Instant now = Instant.now();
            Instant[] times = {
                now,
                now.minus(Duration.ofHours(5)),
                now.minus(Duration.ofHours(7)),
                now.plus(Duration.ofMinutes(50)),
                now.plus(Duration.ofMinutes(70))
            };
            String[] more = {
                "",
                ",\"quantity\":2",
                ",\"quantity\":-2",
                ",\"country\":\"XX\"",
                ",\"visitor_id\":\"\\u0041\"",
                ",\"attributes\":{\"a\":[1.5e3,null]}",
                ",\"attributes\":{\"a\":1,\"a\":2}",
                ",\"own\":[{}]",
                ",\"channel\":\"\u5546\"",
                ",\"amount_minor\":5"
            };
            String text = "{\"event_id\":\"0195500f-0000-7000-8000-000000000001\",\"merchant_id\":\"m-1\","
                    + "\"event_type\":\"page_viewed\",\"occurred_at\":\""
                    + times[random.nextInt(times.length)].toString().substring(0, 19) + "Z\""
                    + more[random.nextInt(more.length)] + "}";
            byte[] value = text.getBytes(UTF_8);
            if (random.nextInt(3) == 0) {
                value[random.nextInt(value.length)] = (byte) (' ' + random.nextInt(224));
            }
            return value;
        });
        return values.list().ofMinSize(1).ofMaxSize(60);
    }

    private static boolean isRefusedBySdk(byte[] value, Instant now) {
        try {
            return new JsonEventDecoder().decode(value).occurredAt().isAfter(now.plus(Duration.ofHours(1)));
        } catch (InvalidEventException e) {
            return true;
        }
    }

    private static int rows(RecordClass records, byte[] value, Instant arrived) {
        KafkaRecordEntity entity = new KafkaRecordEntity(new ConsumerRecord<>(
                "merchant-events",
                0,
                0,
                arrived.toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                0,
                value.length,
                null,
                value,
                new RecordHeaders(),
                java.util.Optional.empty()));
        try (CloseableIterator<InputRow> rows =
                new EventInputFormat(records).createReader(SCHEMA, entity, null).read()) {
            List<InputRow> list = new ArrayList<>();
            rows.forEachRemaining(list::add);
            return list.size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<Integer> rejectedByImporter(List<byte[]> values) throws IOException {
        StringBuilder lines = new StringBuilder();
        values.forEach(value -> lines.append(new String(value, ISO_8859_1)).append('\n'));
        Path file = Files.createTempFile("events", ".ndjson");
        Path staged = Files.createTempFile("staged", ".ndjson.gz");
        try {
            Files.writeString(file, lines, ISO_8859_1);
            Set<Integer> rejected = new TreeSet<>();
            new ImportStaging(new ImportProgress() {
                        @Override
                        public void rejected(Path from, long line, List<BrokenRule> rules) {
                            assertThat(rules).extracting(BrokenRule::rule).doesNotContain(EventRule.EVENT_TOO_LARGE);
                            rejected.add((int) line);
                        }
                    })
                    .stage(List.of(file), staged);
            return rejected;
        } finally {
            Files.delete(file);
            Files.delete(staged);
        }
    }
}
