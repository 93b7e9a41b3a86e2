package io.tillview.cluster.segments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.druid.data.input.StringTuple;
import org.apache.druid.timeline.DataSegment;
import org.apache.druid.timeline.partition.DimensionRangeShardSpec;
import org.apache.druid.timeline.partition.LinearShardSpec;
import org.apache.druid.timeline.partition.NumberedShardSpec;
import org.apache.druid.timeline.partition.ShardSpec;
import org.apache.druid.timeline.partition.SingleDimensionShardSpec;
import org.joda.time.Interval;
import org.junit.jupiter.api.Test;

class ServedTimelinesTest {
    private static final String EVENTS = "merchant_events";

    private final BrokerModel broker = new BrokerModel();
    private final ServedTimelines served = new ServedTimelines(broker::timeline, broker.log);

    @Test
    void tells_of_each_stretch_what_serves_it_now() throws IOException {
        broker.finished(EVENTS, hours(0, 1), "v1", new NumberedShardSpec(0, 2));
        broker.finished(EVENTS, hours(0, 1), "v1", new NumberedShardSpec(1, 2));

        JsonNode answer = changes(0);

        assertThat(answer.path("epoch").textValue()).isEqualTo("one");
        assertThat(answer.path("position").longValue()).isEqualTo(2);
        assertThat(answer.path("whole").booleanValue()).isFalse();
        assertThat(chunks(answer)).containsExactly("0-1 of 0-1 v1 [{\"partition\":0}, {\"partition\":1}]");
    }

    @Test
    void a_version_takes_over_only_once_all_of_it_is_there() throws IOException {
        broker.finished(EVENTS, hours(0, 1), "v1", new LinearShardSpec(0));
        broker.finished(EVENTS, hours(0, 1), "v2", new NumberedShardSpec(0, 2));
        assertThat(chunks(changes(0))).containsExactly("0-1 of 0-1 v1 [{\"partition\":0}]");

        broker.finished(EVENTS, hours(0, 1), "v2", new NumberedShardSpec(1, 2));

        assertThat(chunks(changes(2))).containsExactly("0-1 of 0-1 v2 [{\"partition\":0}, {\"partition\":1}]");
    }

    @Test
    void a_day_with_an_hour_of_its_own_is_told_in_parts() throws IOException {
        broker.finished(EVENTS, hours(0, 24), "v1", new LinearShardSpec(0));
        DataSegment hour = broker.finished(EVENTS, hours(3, 4), "v2", new LinearShardSpec(0));

        assertThat(chunks(changes(0)))
                .containsExactly(
                        "0-3 of 0-24 v1 [{\"partition\":0}]",
                        "3-4 of 3-4 v2 [{\"partition\":0}]",
                        "4-24 of 0-24 v1 [{\"partition\":0}]");
        assertThat(chunks(changes(1))).containsExactly("3-4 of 3-4 v2 [{\"partition\":0}]");

        broker.drop(hour);

        assertThat(chunks(changes(2))).containsExactly("3-4 of 0-24 v1 [{\"partition\":0}]");
    }

    @Test
    void a_segment_grows_until_a_historical_has_it() throws IOException {
        DataSegment segment = broker.growing(EVENTS, hours(0, 1), "v1", new NumberedShardSpec(0, 0));
        assertThat(chunks(changes(0))).containsExactly("0-1 of 0-1 v1 [{\"partition\":0,\"growing\":true}]");

        broker.handOff(segment);

        assertThat(chunks(changes(1))).containsExactly("0-1 of 0-1 v1 [{\"partition\":0}]");
    }

    @Test
    void tells_merchants_ranges() throws IOException {
        List<String> two = List.of("merchant_id", "event_type");
        broker.finished(EVENTS, hours(0, 1), "v1", range(two, null, tuple("m", "x"), 0));
        broker.finished(EVENTS, hours(0, 1), "v1", range(two, tuple("m", "x"), null, 1));
        broker.finished(EVENTS, hours(1, 2), "v1", range(List.of("merchant_id"), tuple("a"), tuple("m"), 0));
        broker.finished(EVENTS, hours(1, 2), "v1", range(List.of("event_type"), tuple("a"), tuple("m"), 1));
        broker.finished(EVENTS, hours(2, 3), "v1", new SingleDimensionShardSpec("merchant_id", "a", "m", 0, 1));

        assertThat(chunks(changes(0)))
                .containsExactly(
                        "0-1 of 0-1 v1 [{\"partition\":0,\"ranged\":true,\"end\":\"m\",\"endExclusive\":false},"
                                + " {\"partition\":1,\"ranged\":true,\"start\":\"m\"}]",
                        "1-2 of 1-2 v1 [{\"partition\":0,\"ranged\":true,\"start\":\"a\",\"end\":\"m\",\"endExclusive\":true},"
                                + " {\"partition\":1}]",
                        "2-3 of 2-3 v1 [{\"partition\":0,\"ranged\":true,\"start\":\"a\",\"end\":\"m\",\"endExclusive\":true}]");
    }

    @Test
    void what_vanished_is_told_as_nothing() throws IOException {
        DataSegment segment = broker.finished(EVENTS, hours(0, 1), "v1", new LinearShardSpec(0));
        broker.drop(segment);

        JsonNode answer = changes(1);

        assertThat(answer.path("stretches")).hasSize(1);
        assertThat(chunks(answer)).isEmpty();
    }

    @Test
    void everything_is_told_month_by_month() throws IOException {
        for (int month = 0; month < 12; month++) {
            broker.finished(EVENTS, hours(month * 800, month * 800 + 1), "v1", new LinearShardSpec(0));
        }

        JsonNode answer = answer("another", 5, Set.of(EVENTS));

        assertThat(answer.path("whole").booleanValue()).isTrue();
        assertThat(answer.path("stretches")).hasSizeBetween(12, 13);
        assertThat(chunks(answer)).hasSize(12);
    }

    @Test
    void a_change_in_the_making_is_waited_for_and_counted() {
        // The Broker's timelines are given once it has ended a change, and so counted it.
        ServedTimelines changing = new ServedTimelines(
                datasource -> {
                    broker.log.changed(EVENTS, hours(0, 1));
                    return broker.timeline(datasource);
                },
                broker.log);

        assertThat(changing.since("one", 0).position()).isEqualTo(1);
    }

    @Test
    void tells_of_the_named_datasources_only() throws IOException {
        broker.finished("late_events", hours(0, 1), "v1", new LinearShardSpec(0));
        broker.finished(EVENTS, hours(5, 6), "v1", new LinearShardSpec(0));

        assertThat(chunks(changes(0))).containsExactly("5-6 of 5-6 v1 [{\"partition\":0}]");
        assertThat(served.datasources()).containsExactlyInAnyOrder("late_events", EVENTS);
    }

    private JsonNode changes(long since) throws IOException {
        return answer("one", since, Set.of(EVENTS));
    }

    private JsonNode answer(String epoch, long since, Set<String> readable) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        served.write(served.since(epoch, since), readable, out);
        return new ObjectMapper().readTree(out.toByteArray());
    }

    private static List<String> chunks(JsonNode answer) {
        List<String> chunks = new ArrayList<>();
        for (JsonNode stretch : answer.path("stretches")) {
            for (JsonNode chunk : stretch.path("chunks")) {
                List<String> segments = new ArrayList<>();
                chunk.path("segments").forEach(segment -> segments.add(segment.toString()));
                chunks.add(hour(chunk, "from") + "-" + hour(chunk, "to") + " of " + hour(chunk, "segmentsFrom") + "-"
                        + hour(chunk, "segmentsTo") + " "
                        + chunk.path("version").textValue() + " " + segments);
            }
        }
        return chunks;
    }

    private static long hour(JsonNode chunk, String field) {
        long millis = chunk.path(field).longValue() - hours(0, 1).getStartMillis();
        return millis / hours(0, 1).toDurationMillis();
    }

    private static ShardSpec range(List<String> dimensions, StringTuple start, StringTuple end, int partition) {
        return new DimensionRangeShardSpec(dimensions, start, end, partition, 2);
    }

    private static StringTuple tuple(String... values) {
        return StringTuple.create(values);
    }

    private static Interval hours(int from, int to) {
        return BrokerModel.hours(from, to);
    }
}
