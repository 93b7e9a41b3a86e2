package io.tillview.events.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.junit.jupiter.api.Test;

class SpreadingPartitionerTest {

    private static final String TOPIC = "merchant-events";
    private static final Map<Integer, Cluster> CLUSTERS = new HashMap<>();

    @Property
    void puts_merchants_where_kafka_would(
            @ForAll @AlphaChars @StringLength(min = 1, max = 64) String merchant,
            @ForAll @IntRange(min = 1, max = 64) int partitions) {
        try (SpreadingPartitioner partitioner = partitioner(Set.of("somebody-else"), 0.3, 4)) {
            int partition = partition(partitioner, merchant, partitions);

            assertThat(partition).isEqualTo(BuiltInPartitioner.partitionForKey(merchant.getBytes(UTF_8), partitions));
        }
    }

    @Test
    void spreads_the_merchants_it_is_told_to() {
        try (SpreadingPartitioner partitioner = partitioner(Set.of("large"), 1, 4)) {
            assertThat(partitionsOf(partitioner, "large", 12)).hasSize(4);
            assertThat(partitionsOf(partitioner, "large", 3)).hasSize(3);
            assertThat(partitionsOf(partitioner, "small", 12)).hasSize(1);
        }
    }

    @Test
    void spreads_those_who_have_a_large_share_lately_until_they_have_not() {
        SplittableRandom random = new SplittableRandom(7);
        try (SpreadingPartitioner partitioner = partitioner(Set.of(), 0.1, 4)) {
            traffic(partitioner, random, 0.15);
            Set<Integer> whileLarge = partitionsOf(partitioner, "large", 12);
            Set<Integer> ofAnother = partitionsOf(partitioner, "m-7", 12);
            traffic(partitioner, random, 0.01);

            assertThat(whileLarge).hasSize(4);
            assertThat(ofAnother).hasSize(1);
            assertThat(partitionsOf(partitioner, "large", 12)).hasSize(1);
        }
    }

    /** Two windows and more of traffic over a thousand merchants. */
    private static void traffic(SpreadingPartitioner partitioner, SplittableRandom random, double share) {
        for (int i = 0; i < 200_000; i++) {
            String merchant = random.nextDouble() < share ? "large" : "m-" + random.nextInt(1_000);
            partition(partitioner, merchant, 12);
        }
    }

    private static Set<Integer> partitionsOf(SpreadingPartitioner partitioner, String merchant, int partitions) {
        Set<Integer> used = new HashSet<>();
        IntStream.range(0, 1_000).forEach(i -> used.add(partition(partitioner, merchant, partitions)));
        return used;
    }

    private static SpreadingPartitioner partitioner(Set<String> merchants, double share, int ways) {
        SpreadingPartitioner partitioner = new SpreadingPartitioner();
        partitioner.configure(
                Map.of(SpreadingPartitioner.SETTINGS, new SpreadingPartitioner.Settings(merchants, share, ways)));
        return partitioner;
    }

    private static int partition(SpreadingPartitioner partitioner, String merchant, int partitions) {
        byte[] key = merchant.getBytes(UTF_8);
        return partitioner.partition(TOPIC, key, key, key, key, CLUSTERS.computeIfAbsent(partitions, n -> cluster(n)));
    }

    private static Cluster cluster(int partitions) {
        Node node = new Node(1, "localhost", 9092);
        List<PartitionInfo> infos = IntStream.range(0, partitions)
                .mapToObj(each -> new PartitionInfo(TOPIC, each, node, new Node[] {node}, new Node[] {node}))
                .toList();
        return new Cluster("c", List.of(node), infos, Set.of(), Set.of());
    }
}
