package io.tillview.ingestion.layout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A time whose segments are to be laid out anew.
 *
 * @param datasource whose
 * @param start its first instant
 * @param end its end, exclusive
 * @param granularity how long a chunk is afterwards, {@code HOUR} or {@code DAY}
 * @param segments what queries see of it now
 */
record DueChunk(String datasource, Instant start, Instant end, String granularity, List<StoredSegment> segments) {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HH").withZone(ZoneOffset.UTC);
    private static final int DIGEST_CHARACTERS = 12;

    DueChunk {
        requireNonNull(datasource, "datasource");
        requireNonNull(start, "start");
        requireNonNull(end, "end");
        requireNonNull(granularity, "granularity");
        segments = List.copyOf(segments);
    }

    /** How the ids of all tasks begin that lay this time out, whatever they find there. */
    String tasks() {
        return "layout_" + datasource + "_" + NAME.format(start) + "_" + granularity + "_";
    }

    /** The id of the task that lays out just these segments; a later attempt has another. */
    String task(int attempt) {
        String segmentsRead =
                segments.stream().map(StoredSegment::identity).sorted().collect(Collectors.joining("\n"));
        return tasks() + digest(segmentsRead) + "_" + attempt;
    }

    /** Columns that its segments have and a layout doesn't name: it would lose them. */
    TreeSet<String> columnsBeside(List<String> named) {
        TreeSet<String> columns = new TreeSet<>();
        segments.forEach(segment -> columns.addAll(segment.columns()));
        columns.removeAll(named);
        return columns;
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGEST_CHARACTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
