package io.tillview.query.druid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillview.query.Interval;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.segments.SegmentChanges;
import io.tillview.query.segments.SegmentChanges.Chunk;
import io.tillview.query.segments.SegmentChanges.Range;
import io.tillview.query.segments.SegmentChanges.Segment;
import io.tillview.query.segments.SegmentChanges.Stretch;
import io.tillview.query.segments.ServedTimeline;
import io.tillview.tenancy.token.StatusTokenSigner;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerSegmentsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final String TOLD =
            """
            {"epoch": "0123456789abcdef", "position": 7, "whole": true, "stretches": [
             {"datasource": "merchant_metrics", "from": 0, "to": 7200000, "chunks": [
              {"from": 0, "to": 3600000, "segmentsFrom": 0, "segmentsTo": 7200000, "version": "v1", "segments": [
               {"partition": 0, "ranged": true, "end": "m", "endExclusive": true},
               {"partition": 1, "ranged": true, "start": "m", "end": "x", "endExclusive": false},
               {"partition": 2, "growing": true}]}]},
             {"datasource": "somebody_elses", "from": 0, "to": 7200000, "chunks": []}]}
            """;

    private final FakeOverlord broker = new FakeOverlord();
    private final BrokerSegments segments = new BrokerSegments(
            Runners.config(broker.address()),
            new StatusTokenSigner(Runners.KEYS.getPrivate(), InstantSource.system()),
            InstantSource.system());

    @AfterEach
    void close() {
        broker.close();
    }

    @Test
    void reads_what_a_broker_says() throws IOException {
        broker.body = TOLD;

        SegmentChanges changes = segments.changes(broker.address(), Optional.empty(), TIMEOUT);

        assertThat(changes)
                .isEqualTo(new SegmentChanges(
                        "0123456789abcdef",
                        7,
                        true,
                        List.of(new Stretch(
                                Datasource.MERCHANT_METRICS,
                                hours(0, 2),
                                List.of(new Chunk(
                                        hours(0, 1),
                                        hours(0, 2),
                                        "v1",
                                        List.of(
                                                segment(0, Optional.empty(), Optional.of("m"), true),
                                                segment(1, Optional.of("m"), Optional.of("x"), false),
                                                new Segment(2, true, Optional.empty()))))))));
        assertThat(broker.requests).containsExactly("GET /tillview/v1/served-segments/none/0");
        assertThat(broker.proofs).singleElement().asString().startsWith("Tillview-Status ");
    }

    @Test
    void asks_for_what_changed_since_it_last_heard() throws IOException {
        broker.body = TOLD;
        ServedTimeline known = ServedTimeline.of(segments.changes(broker.address(), Optional.empty(), TIMEOUT));

        assertThat(segments.changes(broker.address(), Optional.of(known), TIMEOUT)
                        .position())
                .isEqualTo(7);

        assertThat(broker.requests.get(1)).isEqualTo("GET /tillview/v1/served-segments/0123456789abcdef/7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"epoch\": \"a\", \"position\": 1, \"whole\": true}",
                "{\"epoch\": \"a\", \"position\": 1, \"whole\": true, \"stretches\": {}}",
                "{\"epoch\": \"a\", \"position\": 1, \"whole\": true, \"stretches\": [1]}",
                "{\"epoch\": \"a\", \"position\": 1, \"whole\": true, \"stretches\": [",
                "{\"epoch\": \"a\", \"position\": \"b\", \"whole\": true, \"stretches\": []}",
                "{\"epoch\": \"a\", \"position\": 1, \"whole\": true, \"stretches\": [{\"datasource\":"
                        + " \"merchant_events\", \"from\": 1, \"chunks\": []}]}",
                "{\"epoch\": \"a\", \"position\": 1, \"whole\": true, \"stretches\": [{\"datasource\":"
                        + " \"merchant_events\", \"from\": 2, \"to\": 1, \"chunks\": []}]}"
            })
    void anything_else_is_no_answer(String body) {
        broker.body = body;

        assertThatThrownBy(() -> segments.changes(broker.address(), Optional.empty(), TIMEOUT))
                .isInstanceOf(IOException.class);
    }

    @Test
    void a_broker_that_knows_nothing_yet_gives_no_answer() {
        broker.status = 503;

        assertThatThrownBy(() -> segments.changes(broker.address(), Optional.empty(), TIMEOUT))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("503");
    }

    private static Segment segment(int partition, Optional<String> start, Optional<String> end, boolean endExclusive) {
        return new Segment(partition, false, Optional.of(new Range(start, end, endExclusive)));
    }

    private static Interval hours(int from, int to) {
        return new Interval(Instant.EPOCH.plus(Duration.ofHours(from)), Instant.EPOCH.plus(Duration.ofHours(to)));
    }
}
