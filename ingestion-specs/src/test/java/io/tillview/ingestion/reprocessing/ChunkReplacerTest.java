package io.tillview.ingestion.reprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tillview.ingestion.FakeDruid;
import io.tillview.ingestion.ReprocessingRefusedException;
import io.tillview.ingestion.records.TopicRanges;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChunkReplacerTest {
    private static final Instant DAY = Instant.parse("2026-10-20T00:00:00Z");
    private static final Instant END = DAY.plus(Duration.ofDays(1));

    /** When the tasks were submitted that Druid knows; all have succeeded. */
    private final Map<String, String> tasks = new ConcurrentHashMap<>();

    private final List<String> questions = new CopyOnWriteArrayList<>();
    private volatile int served = 100;
    private FakeDruid druid;
    private TopicRanges topic;
    private DruidAccess access;

    @BeforeEach
    void serve() throws IOException {
        druid = new FakeDruid(this::answer);
        topic = TopicRanges.of(Map.of("bootstrap.servers", "127.0.0.1:1"), "merchant-events");
        access = new DruidAccess(druid.overlord(), druid.broker(), topic, List.of(), List.of(), Duration.ZERO);
    }

    @AfterEach
    void close() {
        topic.close();
        druid.close();
    }

    @Test
    void whose_rows_there_are_is_not_told_while_some_are_not_served() {
        served = 99;
        Subject subject = new Subject(Optional.of("shop"), Optional.empty());

        ReprocessingRefusedException refusal =
                catchThrowableOfType(ReprocessingRefusedException.class, () -> new Erasure(access).rows(subject));

        assertThat(refusal).message().contains("merchant_events", "not all of its published segments are served");
        assertThat(refusal.remedy()).contains("Historical");
        assertThat(questions).isEmpty();
    }

    @Test
    void nothing_is_chosen_to_be_corrected_while_some_rows_are_not_served() {
        served = 99;
        Change change = new Change.Correction("bug", "channel == 'ads'", Map.of("channel", "'social'"), false);

        ReprocessingRefusedException refusal =
                catchThrowableOfType(ReprocessingRefusedException.class, () -> new Reprocessing(access)
                        .run(change, DAY, END, END, new ReprocessingProgress() {}));

        assertThat(refusal).message().contains("not all of its published segments are served");
        assertThat(questions).isEmpty();
    }

    @Test
    void the_latest_task_counts_even_where_it_has_the_id_of_one_that_was_forgotten() throws Exception {
        Chunk chunk = new Chunk("merchant_events", DAY, END);
        tasks.put(chunk.task("bug", 1), "2026-11-09T00:00:00.000Z");
        tasks.put(chunk.task("bug", 2), "2026-11-03T00:00:00.000Z");
        List<Optional<Instant>> told = new ArrayList<>();
        ChunkReplacer replacer = new ChunkReplacer(access);

        Optional<Instant> last = replacer.replace(
                chunk,
                "bug",
                (id, lastSuccess) -> {
                    told.add(lastSuccess);
                    return Optional.empty();
                },
                rows -> {});

        assertThat(last).hasValue(Instant.parse("2026-11-09T00:00:00Z"));
        assertThat(told).containsExactly(last);
        assertThat(replacer.lastSuccess(chunk, "bug")).isEqualTo(last);
        assertThat(replacer.lastSuccess(chunk, "other")).isEmpty();
    }

    private Optional<String> answer(String request, String body) {
        if (request.contains("/loadstatus")) {
            return Optional.of("{\"merchant_events\": " + served + "}");
        }
        if (request.startsWith("GET /druid/indexer/v1/task/")) {
            return Optional.ofNullable(tasks.get(request.replaceAll(".*/task/(\\w+)/status", "$1")))
                    .map(created ->
                            "{\"status\": {\"statusCode\": \"SUCCESS\", \"createdTime\": \"" + created + "\"}}");
        }
        questions.add(body);
        return Optional.of("[]");
    }
}
