package io.tillview.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillview.ingestion.records.RecordReplay.Outcome;
import io.tillview.ingestion.records.RejectedRecord;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Rejected records on the screen, and for programs. What strangers wrote is shown without what a terminal would obey. */
final class RejectedLines {
    private static final int SHOWN = 80;

    private RejectedLines() {}

    static String line(RejectedRecord record) {
        return record.arrivedAt() + " " + record.place() + " " + record.reason() + " (" + plain(record.message()) + ") "
                + record.text().map(RejectedLines::plain).orElse("not UTF-8") + ", "
                + String.format(Locale.ROOT, "%,d bytes", record.valueBytes())
                + (record.replayed() ? ", replayed" : "");
    }

    static String line(RejectedRecord record, Outcome outcome) {
        return record.place() + " " + record.reason() + ": "
                + (outcome instanceof Outcome.Replayed replayed
                        ? "replayed as " + replayed.partition() + ":" + replayed.offset()
                        : "skipped, " + ((Outcome.Skipped) outcome).why());
    }

    static String json(RejectedRecord record) throws JsonProcessingException {
        ObjectMapper mapper = new ObjectMapper();
        return mapper.writeValueAsString(mapper.createObjectNode()
                .put("arrivedAt", record.arrivedAt().toString())
                .put("partition", record.partition())
                .put("offset", record.offset())
                .put("reason", record.reason())
                .put("field", record.field())
                .put("message", record.message())
                .put("key", record.key())
                .put("bytes", record.valueBytes())
                .put("text", record.text().orElse(null))
                .put("replayed", record.replayed()));
    }

    static String sum(Map<String, Long> counts, int shown) {
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        String byReason = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(entry -> String.format(Locale.ROOT, "%s %,d", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT, "%,d rejected records, %,d shown%s", all, shown, all == 0 ? "" : ": " + byReason);
    }

    private static String plain(String text) {
        String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
        return shown.replaceAll("\\p{Cntrl}", "\uFFFD");
    }
}
