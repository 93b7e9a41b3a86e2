package io.tillview.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.tillview.events.EventType;
import io.tillview.events.MerchantEvent;
import io.tillview.events.Money;
import io.tillview.events.encoding.JsonEventEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Puts records onto the topic past the SDK: a good event mostly, a late one in fifty, and one in a hundred that is none. Knows
 * what each was.
 */
final class HostileStream implements AutoCloseable {
    private static final int HOSTILE_EVERY = 100;
    private static final int LATE_EVERY = 50;
    private static final byte[] KEY = "m".getBytes(UTF_8);

    private final JsonEventEncoder encoder = new JsonEventEncoder();
    private final Producer<byte[], byte[]> producer;
    private final String merchant;
    private final Instant now;
    private final List<Future<RecordMetadata>> live = new ArrayList<>();
    private final List<Future<RecordMetadata>> late = new ArrayList<>();
    private final List<Future<RecordMetadata>> hostile = new ArrayList<>();
    private int sent;

    HostileStream(Tillview tillview, String merchant) {
        Map<String, Object> properties = new HashMap<>(tillview.kafkaPublisher());
        properties.put("max.request.size", Integer.toString(1024 * 1024));
        this.producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        this.merchant = merchant;
        this.now = Instant.now();
    }

    /** Sends so many more. */
    void send(int records) {
        for (int i = 0; i < records; i++, sent++) {
            byte[] key = Integer.toString(sent % 40).getBytes(UTF_8);
            if (sent % HOSTILE_EVERY == 7) {
                List<byte[]> kinds = hostileValues();
                hostile.add(send(key, kinds.get(sent / HOSTILE_EVERY % kinds.size())));
            } else if (sent % LATE_EVERY == 3) {
                late.add(send(key, encoder.encode(order(now.minus(Duration.ofMinutes(6 * 60 + 30 + sent % 600))))));
            } else {
                live.add(send(key, encoder.encode(order(now.minusMillis(sent % 60_000)))));
            }
        }
        producer.flush();
    }

    /** Sends so many good events of an hour, which has to be within the last six, and returns once Kafka has them. */
    void sendLive(Instant hour, int events) {
        for (int i = 0; i < events; i++, sent++) {
            byte[] key = Integer.toString(sent % 40).getBytes(UTF_8);
            live.add(send(key, encoder.encode(order(hour.plusMillis(sent * 1_171L % 3_600_000)))));
        }
        producer.flush();
    }

    /** Sends one record as it is. */
    RecordMetadata sendOne(byte[] value) throws InterruptedException, ExecutionException {
        return send(KEY, value).get();
    }

    /** Sends one record as it is, which arrives at this time while {@link PastArrivals} is open. */
    RecordMetadata sendOne(byte[] value, Instant arrival) throws InterruptedException, ExecutionException {
        return producer.send(new ProducerRecord<>("merchant-events", null, arrival.toEpochMilli(), KEY, value))
                .get();
    }

    private Future<RecordMetadata> send(byte[] key, byte[] value) {
        return producer.send(new ProducerRecord<>("merchant-events", key, value));
    }

    int liveCount() {
        return live.size();
    }

    int lateCount() {
        return late.size();
    }

    /** The places of the records that are no events, {@code partition:offset}. */
    List<String> hostilePlaces() throws InterruptedException, ExecutionException {
        List<String> places = new ArrayList<>();
        for (Future<RecordMetadata> record : hostile) {
            places.add(record.get().partition() + ":" + record.get().offset());
        }
        return places;
    }

    /** The offsets of all that was sent, by partition: from the first up to behind the last. */
    Map<Integer, long[]> ranges() throws InterruptedException, ExecutionException {
        Map<Integer, long[]> ranges = new TreeMap<>();
        for (List<Future<RecordMetadata>> kind : List.of(live, late, hostile)) {
            for (Future<RecordMetadata> record : kind) {
                long offset = record.get().offset();
                ranges.merge(record.get().partition(), new long[] {offset, offset + 1}, (one, other) ->
                        new long[] {Math.min(one[0], other[0]), Math.max(one[1], other[1])});
            }
        }
        return ranges;
    }

    private MerchantEvent order(Instant at) {
        return MerchantEvent.builder()
                .merchantId(merchant)
                .eventType(EventType.ORDER_PLACED)
                .occurredAt(at)
                .visitorId("v-" + sent % 300)
                .amount(Money.of(1 + sent % 1000, "EUR"))
                .quantity(1 + sent % 3)
                .build();
    }

    private List<byte[]> hostileValues() {
        String good = new String(encoder.encode(order(now)), UTF_8);
        return List.of(
                good.substring(0, good.length() / 2).getBytes(UTF_8),
                good.replace(":" + (1 + sent % 1000) + ",", ":\"12\",").getBytes(UTF_8),
                good.replace(merchant, merchant + "\u00ff").getBytes(ISO_8859_1),
                good.replace("\"schema_version\"", "\"x\":\"" + "y".repeat(900_000) + "\",\"schema_version\"")
                        .getBytes(UTF_8),
                "[".repeat(20_000).getBytes(UTF_8),
                good.replaceFirst("\"occurred_at\":\"\\d{4}", "\"occurred_at\":\"+51219")
                        .getBytes(UTF_8),
                good.replace("\"merchant_id\"", "\"merchant\"").getBytes(UTF_8),
                good.replaceFirst("\"amount_minor\":", "\"amount_minor\":-").getBytes(UTF_8),
                good.replace("{\"event_id\"", "{\"merchant_id\":\"another\",\"event_id\"")
                        .getBytes(UTF_8),
                encoder.encode(order(now.plus(Duration.ofHours(3)))),
                new byte[0],
                "null".getBytes(UTF_8));
    }

    @Override
    public void close() {
        producer.close();
    }
}
