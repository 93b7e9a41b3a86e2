package io.tillview.events.kafka;

import static java.util.Objects.requireNonNull;

import io.tillview.events.encoding.JsonEventEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Collects a publisher's settings; {@link #build()} checks them all at once. Only where Kafka is has to be given.
 *
 * <p>Kafka client properties may add to what is set here (security, above all) but can't weaken it: the publisher fixes
 * {@code acks=all}, idempotence, the serializers and the key, and refuses properties that say otherwise. Belongs to one thread.
 */
public final class KafkaEventPublisherBuilder {

    private final PublisherSettings settings = new PublisherSettings();
    private InstantSource clock = InstantSource.system();

    KafkaEventPublisherBuilder() {}

    /** Where Kafka is: {@code host:port}, several separated by commas. Goes before what properties say. */
    public KafkaEventPublisherBuilder bootstrapServers(String servers) {
        settings.bootstrapServers = requireNonNull(servers, "servers");
        return this;
    }

    /** Kafka client properties from a file, for example an installation's {@code publisher.properties}; read by {@link #build()}. */
    public KafkaEventPublisherBuilder properties(Path file) {
        settings.propertiesFile = requireNonNull(file, "file");
        return this;
    }

    /** Kafka client properties; they go before those of the file. */
    public KafkaEventPublisherBuilder properties(Map<String, String> properties) {
        settings.properties.putAll(properties);
        return this;
    }

    /** The topic; {@code merchant-events} unless set. */
    public KafkaEventPublisherBuilder topic(String topic) {
        settings.topic = requireNonNull(topic, "topic");
        return this;
    }

    /** How long a batch waits to fill before it is sent, at most 10 s; 20 ms unless set. */
    public KafkaEventPublisherBuilder linger(Duration linger) {
        settings.linger = requireNonNull(linger, "linger");
        return this;
    }

    /** How long an event is tried to be delivered, at least 1 s; 10 minutes unless set. */
    public KafkaEventPublisherBuilder deliveryTimeout(Duration timeout) {
        settings.deliveryTimeout = requireNonNull(timeout, "timeout");
        return this;
    }

    /**
     * Bytes that events without an outcome may take, at least 1 MiB; 64 MiB unless set. Kafka's producer takes at most as
     * much again for its batches.
     */
    public KafkaEventPublisherBuilder bufferMemory(long bytes) {
        settings.bufferMemory = bytes;
        return this;
    }

    /** How batches are compressed; {@link Compression#LZ4} unless set. */
    public KafkaEventPublisherBuilder compression(Compression compression) {
        settings.compression = requireNonNull(compression, "compression");
        return this;
    }

    /** The clock that tells which events come from the future; the system's unless set. */
    public KafkaEventPublisherBuilder clock(InstantSource source) {
        clock = requireNonNull(source, "source");
        return this;
    }

    /**
     * A running publisher. It doesn't wait for Kafka: events published while Kafka can't be reached yet wait in memory.
     *
     * @throws InvalidPublisherSettingsException naming every fault, or what Kafka's client has against the properties
     */
    public KafkaEventPublisher build() {
        Map<String, Object> producerProperties = settings.producerProperties();
        KafkaProducer<byte[], byte[]> producer;
        try {
            producer = new KafkaProducer<>(producerProperties, new ByteArraySerializer(), new ByteArraySerializer());
        } catch (KafkaException e) {
            throw PublisherSettings.refusedByKafka(e);
        }
        return new KafkaEventPublisher(
                producer,
                settings.topic,
                new JsonEventEncoder(),
                clock,
                settings.deliveryTimeout,
                settings.bufferMemory);
    }
}
