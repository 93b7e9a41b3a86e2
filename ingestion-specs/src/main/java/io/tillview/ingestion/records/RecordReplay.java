package io.tillview.ingestion.records;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillview.ingestion.KafkaRefusedException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends rejected records through the topic again, mended or as they are: each gets a new offset and a header that names the record it
 * is a replay of, and is sorted and accounted for like any other. Belongs to one thread.
 */
public final class RecordReplay implements AutoCloseable {
    /** The header that marks a replay. Its value is the first record's place, {@code partition:offset}. */
    public static final String HEADER = "tillview-replay-of";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final TopicRanges topic;
    private final String topicName;
    private final Producer<byte[], byte[]> producer;

    private RecordReplay(TopicRanges topic, String topicName, Producer<byte[], byte[]> producer) {
        this.topic = topic;
        this.topicName = topicName;
        this.producer = producer;
    }

    /**
     * Connects when it is first used.
     *
     * @param topic where the records still are
     * @param kafka Kafka client properties of a principal that may write to the topic
     */
    public static RecordReplay to(String topicName, TopicRanges topic, Map<String, String> kafka) {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put("acks", "all");
        properties.put("enable.idempotence", "true");
        try {
            return new RecordReplay(
                    topic,
                    topicName,
                    new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()));
        } catch (KafkaException e) {
            throw new KafkaRefusedException(
                    topicName, "the publisher's properties can't be used: " + e.getMessage(), e);
        }
    }

    /** What became of one. */
    public sealed interface Outcome {
        /** It went through the topic again, and was stored there. */
        record Replayed(int partition, long offset) implements Outcome {}

        /** It was not sent. */
        record Skipped(String why) implements Outcome {}
    }

    /**
     * Sends one again.
     *
     * @param mended fields of the JSON object that get another value; null takes a field away
     * @throws KafkaRefusedException if Kafka doesn't take it; then nothing was sent
     */
    public Outcome replay(RejectedRecord rejected, Map<String, JsonNode> mended) throws InterruptedException {
        if (rejected.replayed()) {
            return new Outcome.Skipped("it was replayed before");
        }
        Optional<ConsumerRecord<byte[], byte[]>> record = topic.record(rejected.partition(), rejected.offset());
        if (record.isEmpty()) {
            return new Outcome.Skipped("Kafka keeps it no longer");
        }
        byte[] value = record.get().value();
        byte[] key = record.get().key();
        if (!mended.isEmpty()) {
            Optional<ObjectNode> object = object(value);
            if (object.isEmpty()) {
                return new Outcome.Skipped("it is no JSON object, so no field of it can be set");
            }
            mended.forEach((name, with) -> {
                if (with.isNull()) {
                    object.get().remove(name);
                } else {
                    object.get().set(name, with);
                }
            });
            value = bytes(object.get());
            // The key is the merchant; a mended merchant is another key.
            JsonNode merchant = object.get().path("merchant_id");
            key = merchant.isTextual() ? merchant.textValue().getBytes(UTF_8) : key;
        }
        return send(rejected.place(), key, value);
    }

    private Outcome send(String place, byte[] key, byte[] value) throws InterruptedException {
        ProducerRecord<byte[], byte[]> again = new ProducerRecord<>(topicName, key, value);
        again.headers().add(HEADER, place.getBytes(UTF_8));
        try {
            var stored = producer.send(again).get();
            return new Outcome.Replayed(stored.partition(), stored.offset());
        } catch (ExecutionException | KafkaException e) {
            throw new KafkaRefusedException(
                    topicName, "the replay of " + place + " was not stored: " + e.getMessage(), e);
        }
    }

    private static Optional<ObjectNode> object(byte[] value) {
        try {
            return value != null && JSON.readTree(value) instanceof ObjectNode object
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static byte[] bytes(ObjectNode object) {
        try {
            return JSON.writeValueAsBytes(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    /** Ends the connection for writing. */
    @Override
    public void close() {
        producer.close();
    }
}
