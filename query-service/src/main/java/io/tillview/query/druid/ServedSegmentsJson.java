package io.tillview.query.druid;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tillview.query.Interval;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.segments.SegmentChanges;
import io.tillview.query.segments.SegmentChanges.Chunk;
import io.tillview.query.segments.SegmentChanges.Range;
import io.tillview.query.segments.SegmentChanges.Segment;
import io.tillview.query.segments.SegmentChanges.Stretch;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads what a Broker says it serves, one stretch at a time. Datasources that answer nobody are left out. */
final class ServedSegmentsJson {
    private static final ObjectReader STRETCH = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build()
            .readerFor(StretchJson.class);

    private ServedSegmentsJson() {}

    private record StretchJson(String datasource, Long from, Long to, List<ChunkJson> chunks) {
        Optional<Stretch> stretch() {
            return Arrays.stream(Datasource.values())
                    .filter(known -> known.table().equals(datasource))
                    .findFirst()
                    .map(known -> new Stretch(
                            known,
                            interval(from, to),
                            chunks.stream().map(ChunkJson::chunk).toList()));
        }
    }

    private record ChunkJson(
            Long from, Long to, Long segmentsFrom, Long segmentsTo, String version, List<SegmentJson> segments) {
        Chunk chunk() {
            return new Chunk(
                    interval(from, to),
                    interval(segmentsFrom, segmentsTo),
                    version,
                    segments.stream().map(SegmentJson::segment).toList());
        }
    }

    private record SegmentJson(
            Integer partition, boolean growing, boolean ranged, String start, String end, boolean endExclusive) {
        Segment segment() {
            Range range = new Range(Optional.ofNullable(start), Optional.ofNullable(end), endExclusive);
            return new Segment(partition, growing, ranged ? Optional.of(range) : Optional.empty());
        }
    }

    /**
     * Reads {@code /tillview/v1/served-segments/<epoch>/<position>}.
     *
     * @throws IOException if it is anything else
     */
    static SegmentChanges changes(InputStream body) throws IOException {
        try (JsonParser json = STRETCH.createParser(body)) {
            String epoch = null;
            long position = -1;
            boolean whole = false;
            List<Stretch> stretches = null;
            require(json.nextToken() == JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "epoch" -> epoch = json.getText();
                    case "position" -> position = json.getLongValue();
                    case "whole" -> whole = json.getBooleanValue();
                    case "stretches" -> stretches = stretches(json);
                    default -> json.skipChildren();
                }
            }
            require(json.currentToken() == JsonToken.END_OBJECT && epoch != null && position >= 0 && stretches != null);
            return new SegmentChanges(epoch, position, whole, stretches);
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new IOException("It says of segments what can't be.", e);
        }
    }

    private static List<Stretch> stretches(JsonParser json) throws IOException {
        List<Stretch> stretches = new ArrayList<>();
        require(json.currentToken() == JsonToken.START_ARRAY);
        while (json.nextToken() == JsonToken.START_OBJECT) {
            STRETCH.<StretchJson>readValue(json).stretch().ifPresent(stretches::add);
        }
        require(json.currentToken() == JsonToken.END_ARRAY);
        return stretches;
    }

    private static Interval interval(long from, long to) {
        return new Interval(Instant.ofEpochMilli(from), Instant.ofEpochMilli(to));
    }

    private static void require(boolean isSo) throws IOException {
        if (!isSo) {
            throw new IOException("It doesn't say which segments are served.");
        }
    }
}
