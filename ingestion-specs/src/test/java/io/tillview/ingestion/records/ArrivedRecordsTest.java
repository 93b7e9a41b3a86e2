package io.tillview.ingestion.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tillview.ingestion.AdminCredentials;
import io.tillview.ingestion.BrokerClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ArrivedRecordsTest {
    private static final String TOPIC = "merchant-events";
    private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-11-02T00:00:00Z");

    private final List<String> queries = new CopyOnWriteArrayList<>();
    private volatile String rows;
    private HttpServer broker;
    private ArrivedRecords records;

    @BeforeEach
    void serve() throws IOException {
        broker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        broker.createContext("/", exchange -> {
            queries.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            byte[] bytes = rows.getBytes(UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        broker.start();
        records = new ArrivedRecords(
                new TopicRanges(new OldTopic(), TOPIC),
                new BrokerClient(
                        URI.create("http://127.0.0.1:" + broker.getAddress().getPort()),
                        new AdminCredentials("admin", "s3cret")));
    }

    @AfterEach
    void stop() {
        broker.stop(0);
    }

    @Test
    void what_kafka_no_longer_keeps_is_the_range_that_rows_are_of() {
        rows = "[[120, 480, 300]]";

        List<OffsetRange> ranges = records.between(FROM, TO);

        assertThat(ranges)
                .containsExactly(new OffsetRange(
                        0, 120, 481, OptionalLong.of(FROM.toEpochMilli()), OptionalLong.of(TO.toEpochMilli())));
        assertThat(queries).hasSize(3).allMatch(query -> query.contains("kafka_offset < 500"));
    }

    @Test
    void a_time_without_rows_is_an_empty_range() {
        rows = "[[null, null, 0]]";

        assertThat(records.between(FROM, TO))
                .containsExactly(new OffsetRange(0, 500, 500, OptionalLong.empty(), OptionalLong.empty()));
    }

    /** One partition, of which Kafka keeps 500 up to 600, all from after the time that is asked about. */
    private static final class OldTopic extends MockConsumer<byte[], byte[]> {
        OldTopic() {
            super("none");
            TopicPartition place = new TopicPartition(TOPIC, 0);
            updatePartitions(TOPIC, List.of(new PartitionInfo(TOPIC, 0, Node.noNode(), new Node[0], new Node[0])));
            updateBeginningOffsets(Map.of(place, 500L));
            updateEndOffsets(Map.of(place, 600L));
        }

        @Override
        public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times) {
            Map<TopicPartition, OffsetAndTimestamp> offsets = new HashMap<>();
            times.keySet()
                    .forEach(place -> offsets.put(
                            place,
                            new OffsetAndTimestamp(500, TO.plusSeconds(60).toEpochMilli())));
            return offsets;
        }
    }
}
