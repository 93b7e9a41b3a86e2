package io.tillview.ingestion.merging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tillview.ingestion.DruidRefusedException;
import io.tillview.ingestion.FakeDruid;
import io.tillview.ingestion.IngestionSpecs;
import io.tillview.ingestion.SpecValues;
import io.tillview.ingestion.SupervisorSpec;
import io.tillview.ingestion.records.TopicRanges;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LateMergerTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant OCCURRED = Instant.parse("2026-11-21T08:00:00Z");
    private static final ArrivalHour HOUR = ArrivalHour.of(NOON, 3, OCCURRED.toEpochMilli(), OCCURRED.toEpochMilli());
    private static final Pattern TASK = Pattern.compile("late_merge_\\w+");
    private static final SpecValues VALUES = SpecValues.singleMachine("127.0.0.1:1");
    private static final SupervisorSpec DETAIL = spec("merchant_events");

    /** The tasks that Druid knows, with how they ended. */
    private final Map<String, String> tasks = new ConcurrentHashMap<>();

    private final List<String> submitted = new CopyOnWriteArrayList<>();
    private final List<String> questions = new CopyOnWriteArrayList<>();
    private final Queue<String> ends = new ArrayDeque<>();
    private volatile boolean lateAreServed = true;
    private volatile boolean isMerged;
    private FakeDruid druid;
    private TopicRanges topic;
    private LateMerger merger;

    @BeforeEach
    void serve() throws IOException {
        druid = new FakeDruid(this::answer);
        topic = TopicRanges.of(Map.of("bootstrap.servers", "127.0.0.1:1"), "merchant-events");
        merger = new LateMerger(
                druid.overlord(),
                druid.broker(),
                topic,
                spec("late_events"),
                List.of(DETAIL),
                IngestionSpecs.bundled().retention(VALUES).get(0),
                Duration.ofSeconds(20));
    }

    @AfterEach
    void close() {
        topic.close();
        druid.close();
    }

    @Test
    void hours_without_late_events_are_merged_once_they_are_over() {
        assertThat(LateMerger.mergedBefore(NOON, List.of())).isEqualTo(NOON);
    }

    @Test
    void the_first_hour_that_is_not_merged_holds_all_later_ones_back() {
        assertThat(LateMerger.mergedBefore(NOON, List.of(hour("09:00"), hour("11:00"))))
                .isEqualTo(hour("09:00").start());
    }

    @Test
    void the_hour_that_is_not_over_holds_nothing_back() {
        assertThat(LateMerger.mergedBefore(NOON, List.of(hour("12:00")))).isEqualTo(NOON);
    }

    @Test
    void no_row_is_looked_at_while_late_events_are_not_all_served() throws Exception {
        lateAreServed = false;

        List<LateMerger.Merged> merged = merger.mergeClosedHours(NOON.plus(Duration.ofHours(2)));

        assertThat(merged).isEmpty();
        assertThat(questions).isEmpty();
    }

    @Test
    void another_attempt_follows_one_that_has_succeeded_where_its_events_are_missing() throws Exception {
        tasks.put(HOUR.task("merchant_events", 1), "SUCCESS");
        ends.add("SUCCESS");

        merger.merge(new MergeTarget(DETAIL), HOUR);

        assertThat(submitted).containsExactly(HOUR.task("merchant_events", 2));
    }

    @Test
    void tasks_that_failed_before_do_not_keep_another_from_being_tried() throws Exception {
        for (int attempt = 1; attempt <= 25; attempt++) {
            tasks.put(HOUR.task("merchant_events", attempt), "FAILED");
        }
        ends.add("FAILED");
        ends.add("SUCCESS");

        merger.merge(new MergeTarget(DETAIL), HOUR);

        assertThat(submitted).containsExactly(HOUR.task("merchant_events", 26), HOUR.task("merchant_events", 27));
    }

    @Test
    void gives_a_round_up_after_three_tasks_of_its_own() {
        ends.addAll(List.of("FAILED", "FAILED", "FAILED", "SUCCESS"));

        DruidRefusedException refusal =
                catchThrowableOfType(DruidRefusedException.class, () -> merger.merge(new MergeTarget(DETAIL), HOUR));

        assertThat(submitted).hasSize(3);
        assertThat(refusal).message().contains("3 tasks in a row", HOUR.task("merchant_events", 3), "the next round");
    }

    private Optional<String> answer(String request, String body) {
        if (request.contains("/loadstatus")) {
            return Optional.of("{\"merchant_events\": 100, \"late_events\": " + (lateAreServed ? 100 : 50) + "}");
        }
        if (request.equals("POST /druid/indexer/v1/task")) {
            return Optional.of(submit(body));
        }
        if (request.startsWith("GET /druid/indexer/v1/task/")) {
            String state = tasks.get(id(request));
            return Optional.ofNullable(state).map(code -> "{\"status\": {\"statusCode\": \"" + code + "\"}}");
        }
        if (body.contains("sys.segments")) {
            return Optional.of("[[0]]");
        }
        questions.add(body);
        boolean hasIt = body.contains("FROM merchant_events")
                ? isMerged
                : body.contains("__time < MILLIS_TO_TIMESTAMP(" + HOUR.end().toEpochMilli());
        return Optional.of(hasIt ? "[[" + OCCURRED.toEpochMilli() + ", 3]]" : "[]");
    }

    /** A task that succeeds has merged its events. */
    private String submit(String body) {
        String id = id(body);
        String end = ends.remove();
        submitted.add(id);
        tasks.put(id, end);
        isMerged = end.equals("SUCCESS");
        return "{}";
    }

    private static String id(String text) {
        Matcher id = TASK.matcher(text);
        assertThat(id.find()).as(text).isTrue();
        return id.group();
    }

    private static SupervisorSpec spec(String id) {
        return IngestionSpecs.bundled().supervisors(VALUES).stream()
                .filter(spec -> spec.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static ArrivalHour hour(String time) {
        return ArrivalHour.of(Instant.parse("2026-11-22T" + time + ":00Z"), 1, 0, 0);
    }
}
