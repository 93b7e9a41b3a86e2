package io.tillview.ingestion.layout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillview.ingestion.IngestionSpecs;
import io.tillview.ingestion.SpecValues;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LayoutPolicyTest {

    private static final Instant DAY = Instant.parse("2026-03-05T00:00:00Z");
    private static final Instant TEN = DAY.plus(Duration.ofHours(10));
    private static final Instant ELEVEN = DAY.plus(Duration.ofHours(11));
    /** Six hours in which live events may come, one of a task, half a one to publish. */
    private static final Duration UNTIL_CLOSED = Duration.ofMinutes(7 * 60 + 30);

    private static final Instant NEXT_DAY = DAY.plus(Duration.ofDays(1));
    private static final List<String> RANGE = List.of("merchant_id", "event_type");

    private final LayoutPolicy policy = policy();

    @Test
    void an_hour_is_closed_when_the_last_live_event_can_have_come_and_been_published() {
        List<StoredSegment> hour = List.of(appended(TEN, ELEVEN, "1", 100), appended(TEN, ELEVEN, "1", 100));

        assertThat(policy.due(DAY, hour, ELEVEN.plus(UNTIL_CLOSED).minusMillis(1)))
                .isEmpty();
        assertThat(policy.due(DAY, hour, ELEVEN.plus(UNTIL_CLOSED)))
                .singleElement()
                .satisfies(chunk -> {
                    assertThat(chunk.start()).isEqualTo(TEN);
                    assertThat(chunk.end()).isEqualTo(ELEVEN);
                    assertThat(chunk.granularity()).isEqualTo("HOUR");
                    assertThat(chunk.task(1)).startsWith("layout_merchant_events_20260305T10_HOUR_");
                });
    }

    @Test
    void an_hour_that_is_laid_out_is_left_alone_until_a_fifth_of_it_was_appended() {
        Instant later = ELEVEN.plus(UNTIL_CLOSED);
        StoredSegment laidOut = ranged(TEN, ELEVEN, "2", 0, 800, RANGE);

        assertThat(policy.due(DAY, List.of(laidOut), later)).isEmpty();
        assertThat(policy.due(DAY, List.of(laidOut, appended(TEN, ELEVEN, "2", 200)), later))
                .isEmpty();
        assertThat(policy.due(DAY, List.of(laidOut, appended(TEN, ELEVEN, "2", 201)), later))
                .hasSize(1);
    }

    @Test
    void ranges_of_other_dimensions_do_not_count() {
        StoredSegment other = ranged(TEN, ELEVEN, "2", 0, 800, List.of("country"));

        assertThat(policy.due(DAY, List.of(other), ELEVEN.plus(UNTIL_CLOSED))).hasSize(1);
    }

    @Test
    void what_was_replaced_does_not_count() {
        List<StoredSegment> segments =
                List.of(appended(TEN, ELEVEN, "1", 500), ranged(TEN, ELEVEN, "2", 0, 400, RANGE));

        assertThat(policy.due(DAY, segments, ELEVEN.plus(UNTIL_CLOSED))).isEmpty();
    }

    @Test
    void the_latest_hour_comes_first() {
        List<StoredSegment> hours =
                List.of(appended(TEN, ELEVEN, "1", 1), appended(ELEVEN, ELEVEN.plus(LayoutPolicy.HOUR), "1", 1));

        assertThat(policy.due(DAY, hours, NEXT_DAY.plus(UNTIL_CLOSED)))
                .extracting(DueChunk::start)
                .containsExactly(ELEVEN, TEN);
    }

    @Test
    void hours_of_an_old_day_become_one_chunk_and_then_nothing_is_due() {
        StoredSegment ten = ranged(TEN, ELEVEN, "2", 0, 400, RANGE);
        StoredSegment day = ranged(DAY, NEXT_DAY, "3", 0, 300, RANGE);
        Instant old = NEXT_DAY.plus(Duration.ofDays(7));

        assertThat(policy.due(DAY, List.of(ten), old.minusMillis(1))).isEmpty();
        assertThat(policy.due(DAY, List.of(ten), old)).singleElement().satisfies(chunk -> {
            assertThat(chunk.granularity()).isEqualTo("DAY");
            assertThat(chunk.start()).isEqualTo(DAY);
            assertThat(chunk.end()).isEqualTo(NEXT_DAY);
        });
        assertThat(policy.due(DAY, List.of(ten, day), old)).isEmpty();
    }

    @Test
    void an_imported_day_is_laid_out_as_a_day() {
        List<StoredSegment> day = List.of(appended(DAY, NEXT_DAY, "1", 100));

        assertThat(policy.due(DAY, day, NEXT_DAY.plus(UNTIL_CLOSED)))
                .singleElement()
                .satisfies(chunk -> assertThat(chunk.granularity()).isEqualTo("DAY"));
    }

    @Test
    void chunks_of_another_length_are_left_to_whoever_made_them() {
        List<StoredSegment> month = List.of(appended(DAY, DAY.plus(Duration.ofDays(31)), "1", 100));

        assertThat(policy.due(DAY, month, NEXT_DAY.plus(Duration.ofDays(99)))).isEmpty();
    }

    @Test
    void a_task_is_named_after_the_segments_it_reads_in_whatever_order() {
        StoredSegment one = new StoredSegment(TEN, ELEVEN, "1", 0, 5, List.of(), Set.of("merchant_id"));
        StoredSegment two = new StoredSegment(TEN, ELEVEN, "1", 1, 5, List.of(), Set.of("merchant_id", "new"));

        String task = chunk(one, two).task(1);

        assertThat(chunk(two, one).task(1)).isEqualTo(task);
        assertThat(chunk(one).task(1)).isNotEqualTo(task);
        assertThat(chunk(one, two).task(2))
                .isNotEqualTo(task)
                .startsWith(chunk(one).tasks());
        assertThat(chunk(one, two).columnsBeside(List.of("merchant_id"))).containsExactly("new");
    }

    @Test
    void segments_are_read_as_druid_stores_them() throws JsonProcessingException {
        StoredSegment segment = StoredSegment.of(
                new ObjectMapper()
                        .readTree(
                                """
                                {"interval": "2026-03-05T10:00:00.000Z/2026-03-05T11:00:00.000Z", "version": "v", "size": 7,
                                 "dimensions": "merchant_id,channel", "metrics": "",
                                 "shardSpec": {"type": "range", "dimensions": ["merchant_id", "event_type"], "start": null,
                                               "end": null, "partitionNum": 3, "numCorePartitions": 4}}
                                """));

        assertThat(segment)
                .isEqualTo(new StoredSegment(TEN, ELEVEN, "v", 3, 7, RANGE, Set.of("merchant_id", "channel")));
    }

    private static DueChunk chunk(StoredSegment... segments) {
        return new DueChunk("merchant_events", TEN, ELEVEN, "HOUR", List.of(segments));
    }

    private static StoredSegment appended(Instant start, Instant end, String version, long bytes) {
        return new StoredSegment(start, end, version, 9, bytes, List.of(), Set.of());
    }

    private static StoredSegment ranged(
            Instant start, Instant end, String version, int partition, long bytes, List<String> dimensions) {
        return new StoredSegment(start, end, version, partition, bytes, dimensions, Set.of());
    }

    private static LayoutPolicy policy() {
        SpecValues values = SpecValues.singleMachine("127.0.0.1:9092");
        IngestionSpecs specs = IngestionSpecs.bundled();
        return LayoutPolicy.of(
                specs.layouts(values).get(0), specs.supervisors(values).get(0));
    }
}
