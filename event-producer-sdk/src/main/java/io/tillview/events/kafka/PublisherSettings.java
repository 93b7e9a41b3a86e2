package io.tillview.events.kafka;

import io.tillview.events.publishing.DurabilityMode;
import io.tillview.events.spool.Spool;
import io.tillview.events.spool.SpoolFullPolicy;
import io.tillview.events.spool.SpoolInUseException;
import io.tillview.events.spool.SpoolSettings;
import io.tillview.events.spool.SpooledRecord;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;

/** What a builder was told, and the checked properties of Kafka's producer that follow from it. */
final class PublisherSettings {

    /**
     * What delivery without loss, repetition or disorder stands on: other values are refused, not overridden silently. One request
     * at a time, because a broker that was killed knows only the last batch of each producer when it is back: of several that it
     * had stored and not answered, it calls all but the last out of order, and Kafka's client then sends them for ever.
     */
    private static final Map<String, String> FIXED = Map.of(
            ProducerConfig.ACKS_CONFIG, "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true",
            ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1",
            ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG, "false");

    /** Set by the publisher alone, by the means that the remedy names. */
    private static final Map<String, String> OWN = Map.of(
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, "the key is always the merchant's id",
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, "the value is always the event as JSON",
            ProducerConfig.PARTITIONER_CLASS_CONFIG, "use spreadMerchants",
            ProducerConfig.TRANSACTIONAL_ID_CONFIG, "the publisher has no transactions",
            ProducerConfig.MAX_BLOCK_MS_CONFIG, "publish hardly blocks",
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "an accepted event is tried for as long as it takes",
            ProducerConfig.LINGER_MS_CONFIG, "use linger",
            ProducerConfig.COMPRESSION_TYPE_CONFIG, "use compression",
            ProducerConfig.BUFFER_MEMORY_CONFIG, "use bufferMemory");

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);

    /** How long a call of Kafka's producer may hold its caller back: for room, and for what it has to know of the topic. */
    private static final int MAX_BLOCK_MILLIS = 20;

    private static final int BATCH_BYTES = 256 * 1024;

    private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}");

    String bootstrapServers;
    Path propertiesFile;
    final Map<String, String> properties = new HashMap<>();
    String topic = "merchant-events";
    Duration linger = Duration.ofMillis(20);
    long bufferMemory = 16L * 1024 * 1024;
    Compression compression = Compression.LZ4;
    DurabilityMode durability = DurabilityMode.WRITE_AHEAD;
    Path spoolFolder;
    Path spoolParent;
    long maxSpoolBytes = 1L << 30;
    SpoolFullPolicy whenSpoolIsFull = SpoolFullPolicy.DROP_NEWEST;
    Duration spoolFullWait = Duration.ofMillis(100);
    Duration syncInterval = Duration.ofSeconds(1);
    final Set<String> spreadMerchants = new HashSet<>();
    double spreadFromShare = 1;
    int spreadWays = 4;

    /** @throws InvalidPublisherSettingsException naming every fault */
    Map<String, Object> producerProperties() {
        List<String> faults = new ArrayList<>();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put(ProducerConfig.CLIENT_ID_CONFIG, "tillview-events");
        result.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        result.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST_TIMEOUT.toMillis());
        result.putAll(fileProperties(faults));
        result.putAll(properties);
        if (bootstrapServers != null) {
            result.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        }
        checkProperties(result, faults);
        checkOwn(faults);
        if (!faults.isEmpty()) {
            throw new InvalidPublisherSettingsException(faults, null);
        }
        result.putAll(FIXED);
        result.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
        result.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        result.put(ProducerConfig.LINGER_MS_CONFIG, (int) linger.toMillis());
        result.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, compression.kafkaName());
        result.put(ProducerConfig.BUFFER_MEMORY_CONFIG, bufferMemory);
        if (!spreadMerchants.isEmpty() || spreadFromShare < 1) {
            result.put(ProducerConfig.PARTITIONER_CLASS_CONFIG, SpreadingPartitioner.class);
            result.put(
                    SpreadingPartitioner.SETTINGS,
                    new SpreadingPartitioner.Settings(Set.copyOf(spreadMerchants), spreadFromShare, spreadWays));
        }
        return result;
    }

    /** The spool of these settings, opened. */
    Spool openSpool(Consumer<SpooledRecord> gaveWay) {
        Path folder = spoolFolder != null ? spoolFolder : spoolParent != null ? spoolParent : defaultFolder();
        SpoolSettings spool = new SpoolSettings(folder, maxSpoolBytes, whenSpoolIsFull, spoolFullWait, syncInterval);
        try {
            return spoolFolder != null ? Spool.open(spool, gaveWay) : Spool.openFirstFree(spool, gaveWay);
        } catch (SpoolInUseException e) {
            throw new InvalidPublisherSettingsException(List.of(e.getMessage()), e);
        } catch (IOException e) {
            throw new InvalidPublisherSettingsException(
                    List.of("the spool folder " + folder + " can't be used (" + e
                            + "): set spoolFolder to one that this process may write to"),
                    e);
        }
    }

    private Path defaultFolder() {
        return Path.of(System.getProperty("user.home"), ".tillview-spool", topic);
    }

    static InvalidPublisherSettingsException refusedByKafka(KafkaException e) {
        Throwable reason = e.getCause() == null ? e : e.getCause();
        return new InvalidPublisherSettingsException(
                List.of("Kafka's client refuses the properties: " + reason.getMessage()), e);
    }

    private Map<String, String> fileProperties(List<String> faults) {
        Map<String, String> result = new HashMap<>();
        if (propertiesFile != null) {
            Properties loaded = new Properties();
            try (Reader reader = Files.newBufferedReader(propertiesFile)) {
                loaded.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                faults.add("the properties file " + propertiesFile + " can't be read: "
                        + e.getClass().getSimpleName());
            }
            loaded.stringPropertyNames().forEach(name -> result.put(name, loaded.getProperty(name)));
        }
        return result;
    }

    private static void checkProperties(Map<String, Object> given, List<String> faults) {
        Object servers = given.get(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG);
        if (servers == null || servers.toString().isBlank()) {
            faults.add("it isn't said where Kafka is: set bootstrapServers, or bootstrap.servers in the properties");
        }
        FIXED.forEach((name, value) -> {
            Object other = given.get(name);
            if (other != null && !isSame(name, value, other.toString())) {
                faults.add(name + " has to be " + value + ": remove it from the properties");
            }
        });
        OWN.forEach((name, remedy) -> {
            if (given.containsKey(name)) {
                faults.add(name + " can't be set in the properties: " + remedy);
            }
        });
    }

    private static boolean isSame(String name, String value, String other) {
        return value.equals(other) || (name.equals(ProducerConfig.ACKS_CONFIG) && other.equals("-1"));
    }

    private void checkOwn(List<String> faults) {
        checkRange("linger", linger, Duration.ZERO, Duration.ofSeconds(10), faults);
        checkRange("spoolFullWait", spoolFullWait, Duration.ZERO, Duration.ofMinutes(10), faults);
        checkRange("syncInterval", syncInterval, Duration.ZERO, Duration.ofHours(1), faults);
        if (bufferMemory < 1024 * 1024) {
            faults.add("bufferMemory has to be at least 1 MiB (1048576)");
        }
        if (spoolFolder != null && spoolParent != null) {
            faults.add("spoolFolder and spoolFolderIn exclude each other: set one");
        }
        if (maxSpoolBytes < 1024 * 1024) {
            faults.add("maxSpoolBytes has to be at least 1 MiB (1048576)");
        }
        if (!TOPIC.matcher(topic).matches()) {
            faults.add("topic has to be a Kafka topic's name: 1 to 249 of A-Z a-z 0-9 . _ -");
        }
        if (!(spreadFromShare > 0 && spreadFromShare <= 1)) {
            faults.add("the share from which merchants are spread has to lie above 0 and be at most 1");
        }
        if (spreadWays < 2 || spreadWays > 64) {
            faults.add("merchants can be spread over 2 to 64 partitions");
        }
    }

    private static void checkRange(String name, Duration value, Duration min, Duration max, List<String> faults) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            faults.add(name + " has to lie between " + min + " and " + max);
        }
    }
}
