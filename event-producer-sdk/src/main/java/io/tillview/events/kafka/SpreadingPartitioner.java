package io.tillview.events.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.utils.Utils;

/**
 * Puts a merchant's events where Kafka's own partitioner would, by murmur2 of the key, and spreads those of very large merchants
 * over that partition and the next ones. Made by Kafka's client; applications configure it by the publisher's builder.
 */
public final class SpreadingPartitioner implements Partitioner {

    static final String SETTINGS = "tillview.spreading";

    /** So many events in turn go to one partition, for batches to be filled. */
    private static final int RUN_BITS = 6;

    private Settings settings;
    private byte[][] always;
    private LargeMerchants lately;
    private final AtomicInteger turn = new AtomicInteger();

    /**
     * Who is spread.
     *
     * @param merchantIds who always is
     * @param fromShare who has this share of the events is; 1: nobody
     * @param ways over how many partitions
     */
    record Settings(Set<String> merchantIds, double fromShare, int ways) {}

    /** For Kafka's client, which calls {@link #configure} next. */
    public SpreadingPartitioner() {}

    @Override
    public void configure(Map<String, ?> configs) {
        settings = (Settings) configs.get(SETTINGS);
        always = settings.merchantIds().stream().map(id -> id.getBytes(UTF_8)).toArray(byte[][]::new);
        lately = settings.fromShare() < 1 ? new LargeMerchants(settings.fromShare()) : null;
    }

    @Override
    public int partition(String topic, Object key, byte[] keyBytes, Object value, byte[] valueBytes, Cluster cluster) {
        int partitions = cluster.partitionCountForTopic(topic);
        int own = Utils.toPositive(Utils.murmur2(keyBytes)) % partitions;
        if (!isSpread(keyBytes)) {
            return own;
        }
        int ways = Math.min(settings.ways(), partitions);
        return (own + (turn.getAndIncrement() >>> RUN_BITS) % ways) % partitions;
    }

    private boolean isSpread(byte[] key) {
        for (byte[] merchant : always) {
            if (Arrays.equals(merchant, key)) {
                return true;
            }
        }
        return lately != null && lately.sees(key);
    }

    @Override
    public void close() {}
}
