package io.tillview.query.directory;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillview.query.ExportCompression;
import io.tillview.query.ExportFormat;
import io.tillview.query.Interval;
import io.tillview.query.ProblemType;
import io.tillview.query.QueryResult.Warning;
import io.tillview.query.exports.ExportJob;
import io.tillview.query.exports.ExportJob.Failure;
import io.tillview.query.exports.ExportProgress;
import io.tillview.query.exports.ExportSegment;
import io.tillview.query.exports.ExportState;
import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.OneMerchant;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Rows of {@code export_job} as objects, and values as parameters. Safe for use by many threads. */
final class ExportRow {
    private static final TypeReference<List<Warning>> WARNINGS = new TypeReference<>() {};
    private static final String BETWEEN_SEGMENTS = " ";
    private static final String BEFORE_BYTES = ":";
    private static final double MILLIS_PER_SECOND = 1_000;

    private final ObjectMapper json = new ObjectMapper();

    ExportJob job(ResultSet row) throws SQLException {
        String problem = row.getString("failure_problem");
        return new ExportJob(
                id(row),
                new OneMerchant(new MerchantId(row.getString("merchant_id"))),
                row.getString("subject"),
                row.getString("body"),
                new Interval(instant(row, "range_from"), instant(row, "range_to")),
                ExportFormat.named(row.getString("format")).orElseThrow(),
                ExportCompression.named(row.getString("compression")).orElseThrow(),
                ExportState.named(row.getString("state")),
                instant(row, "created_at"),
                instant(row, "expires_at"),
                new ExportProgress(
                        instant(row, "done_through"),
                        row.getLong("done_rows"),
                        segments(row),
                        Optional.ofNullable(row.getString("currency")),
                        Optional.ofNullable(instant(row, "data_through")),
                        warnings(row.getString("warnings"))),
                problem == null
                        ? Optional.empty()
                        : Optional.of(new Failure(ProblemType.valueOf(problem), row.getString("failure_detail"))));
    }

    static UUID id(ResultSet row) throws SQLException {
        return row.getObject("id", UUID.class);
    }

    /** Those that count, and the one that is being written. */
    static Set<String> segmentNames(ResultSet row) throws SQLException {
        Set<String> names = new HashSet<>();
        segments(row).forEach(segment -> names.add(segment.name()));
        UUID claim = row.getObject("claim", UUID.class);
        if (claim != null) {
            names.add(ExportSegment.nameOf(id(row), claim));
        }
        return names;
    }

    static String text(List<ExportSegment> segments) {
        return segments.stream()
                .map(segment -> segment.name() + BEFORE_BYTES + segment.bytes())
                .collect(joining(BETWEEN_SEGMENTS));
    }

    String text(Set<Warning> warnings) {
        try {
            return json.writeValueAsString(warnings);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Warnings can always be written.", e);
        }
    }

    static void set(PreparedStatement statement, int position, Object value) throws SQLException {
        if (value instanceof Instant instant) {
            statement.setObject(position, instant.atOffset(ZoneOffset.UTC));
        } else if (value instanceof Duration duration) {
            statement.setDouble(position, duration.toMillis() / MILLIS_PER_SECOND);
        } else if (value instanceof Collection<?> ids) {
            statement.setArray(position, statement.getConnection().createArrayOf("uuid", ids.toArray()));
        } else {
            statement.setObject(position, value);
        }
    }

    private static List<ExportSegment> segments(ResultSet row) throws SQLException {
        String text = row.getString("segments");
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(BETWEEN_SEGMENTS, -1))
                        .map(ExportRow::segment)
                        .toList();
    }

    private static ExportSegment segment(String text) {
        int end = text.lastIndexOf(BEFORE_BYTES);
        return new ExportSegment(text.substring(0, end), Long.parseLong(text.substring(end + 1)));
    }

    private Set<Warning> warnings(String text) {
        try {
            return Set.copyOf(json.readValue(text, WARNINGS));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The warnings of an export are not what was written.", e);
        }
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
