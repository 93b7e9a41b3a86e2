package io.tillview.events.kafka;

import static java.util.Objects.requireNonNull;

import io.tillview.events.encoding.JsonEventEncoder;
import io.tillview.events.publishing.DurabilityMode;
import io.tillview.events.publishing.PublishListener;
import io.tillview.events.spool.SpoolFullPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

/**
 * Collects a publisher's settings; {@link #build()} checks them all at once. Only where Kafka is has to be given.
 *
 * <p>Kafka client properties may add to what is set here (security, above all) but can't weaken it: the publisher fixes
 * {@code acks=all}, idempotence, the serializers and the key, and refuses properties that say otherwise. Belongs to one thread.
 */
public final class KafkaEventPublisherBuilder {

    private final PublisherSettings settings = new PublisherSettings();
    private InstantSource clock = InstantSource.system();
    private PublishListener listener;

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

    /**
     * Bytes that Kafka's producer may take for its batches, at least 1 MiB; 16 MiB unless set. With {@link
     * DurabilityMode#OVERFLOW} the events on their way take as much again at most.
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

    /** What is true of an event once it is accepted; {@link DurabilityMode#WRITE_AHEAD} unless set. */
    public KafkaEventPublisherBuilder durability(DurabilityMode mode) {
        settings.durability = requireNonNull(mode, "mode");
        return this;
    }

    /**
     * The folder of the spool, which belongs to one publisher at a time: a second one is refused. It is made if it isn't there. In a
     * container it has to lie on a volume that outlives the container.
     */
    public KafkaEventPublisherBuilder spoolFolder(Path folder) {
        settings.spoolFolder = requireNonNull(folder, "folder");
        return this;
    }

    /**
     * A folder in which this publisher takes the first of the subfolders {@code 0}, {@code 1}, … up to 63 that no other publisher
     * has, for several publishers with the same settings. One that comes later to a subfolder sends what it finds there. Unless a
     * folder is set either way, it is {@code .tillview-spool/TOPIC} in the home directory of the process's user: the same after a
     * restart of the process and of the machine.
     */
    public KafkaEventPublisherBuilder spoolFolderIn(Path parent) {
        settings.spoolParent = requireNonNull(parent, "parent");
        return this;
    }

    /** Bytes that the spool's files may take, at least 1 MiB; 1 GiB unless set, which is two million events of 0.5 KB. */
    public KafkaEventPublisherBuilder maxSpoolBytes(long bytes) {
        settings.maxSpoolBytes = bytes;
        return this;
    }

    /** What happens to an event for which the spool has no room; {@link SpoolFullPolicy#DROP_NEWEST} unless set. */
    public KafkaEventPublisherBuilder whenSpoolIsFull(SpoolFullPolicy policy) {
        settings.whenSpoolIsFull = requireNonNull(policy, "policy");
        return this;
    }

    /** How long {@link SpoolFullPolicy#BLOCK} holds a caller back at most, up to 10 minutes; 100 ms unless set. */
    public KafkaEventPublisherBuilder spoolFullWait(Duration wait) {
        settings.spoolFullWait = requireNonNull(wait, "wait");
        return this;
    }

    /**
     * How often the spool is forced to the disk itself, up to an hour; 1 s unless set. A killed process loses nothing either way; a
     * power cut or kernel crash takes at most the events of the last interval that Kafka doesn't have. While Kafka acknowledges
     * events within the interval there is nothing to force, and it costs nothing. {@link Duration#ZERO}: never, which leaves it to
     * the operating system (on Linux, some 30 s).
     */
    public KafkaEventPublisherBuilder syncInterval(Duration interval) {
        settings.syncInterval = requireNonNull(interval, "interval");
        return this;
    }

    /** Who is told the outcome of each accepted event; nobody unless set. */
    public KafkaEventPublisherBuilder listener(PublishListener told) {
        listener = requireNonNull(told, "told");
        return this;
    }

    /**
     * Merchants so large that one partition is too little for them: their events go to several partitions in turn, so that
     * their order across partitions is lost. The record's key stays the merchant. None unless set.
     */
    public KafkaEventPublisherBuilder spreadMerchants(Set<String> merchantIds) {
        settings.spreadMerchants.addAll(merchantIds);
        return this;
    }

    /**
     * Spreads every merchant that has at least this share of the events this publisher lately sent, as {@link #spreadMerchants}
     * does; more than 0, at most 1. 1 unless set, which spreads nobody.
     */
    public KafkaEventPublisherBuilder spreadMerchantsFromShare(double share) {
        settings.spreadFromShare = share;
        return this;
    }

    /** Over how many partitions a spread merchant's events go, 2 to 64; 4 unless set, fewer where the topic has fewer. */
    public KafkaEventPublisherBuilder spreadWays(int partitions) {
        settings.spreadWays = partitions;
        return this;
    }

    /** The clock that tells which events come from the future, and whether it was set back; the system's unless set. */
    public KafkaEventPublisherBuilder clock(InstantSource source) {
        clock = requireNonNull(source, "source");
        return this;
    }

    /**
     * A running publisher. It waits for a quarter of a second at most for Kafka to tell about the topic, which isn't needed, but
     * keeps the first events out of the spool; and it reads what a predecessor left in the spool: about a second for each GiB.
     *
     * @throws InvalidPublisherSettingsException naming every fault, what Kafka's client has against the properties, or who else has
     *     the spool's folder
     */
    public KafkaEventPublisher build() {
        return KafkaEventPublisher.start(settings, new JsonEventEncoder(), clock, listener);
    }
}
