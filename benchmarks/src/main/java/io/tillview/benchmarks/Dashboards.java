package io.tillview.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a merchant's dashboards ask: questions about one range of past days, and the SQL that each of them becomes. Both lie beside this class.
 * Safe for use by many threads.
 */
final class Dashboards {
    /** A question about a week by day and channel. */
    static final String BY_DAY_AND_CHANNEL = "dashboard";

    /** A dashboard's panels. The campaigns come from the events themselves, all others from their rollup. */
    static final List<String> PANELS =
            List.of(BY_DAY_AND_CHANNEL, "kpis", "sales", "devices", "countries", "campaigns");

    /** Panels that one source answers, about the same events. */
    static final List<String> PANELS_OF_ONE_SOURCE =
            List.of(BY_DAY_AND_CHANNEL, "kpis", "days", "devices", "countries", "channels");

    private static final List<String> CACHES =
            List.of("useCache", "populateCache", "useResultLevelCache", "populateResultLevelCache");

    private final Instant from;
    private final Instant to;
    private final ObjectMapper json = new ObjectMapper();

    Dashboards(Instant from, Instant to) {
        this.from = from;
        this.to = to;
    }

    /** A panel's question, the same each time. */
    String question(String panel) {
        return question(panel, "[]");
    }

    /** A panel's question, so that it was never asked before: with a filter that every event passes, and a number of its own. */
    String newQuestion(String panel, int number) {
        return question(panel, everyEvent("json", number));
    }

    /** A batch of all of {@link #PANELS_OF_ONE_SOURCE}, never asked before. */
    String newBatch(int number) {
        return PANELS_OF_ONE_SOURCE.stream()
                .map(panel -> newQuestion(panel, number))
                .collect(Collectors.joining(",", "{\"queries\": [", "]}"));
    }

    private String question(String panel, String filters) {
        return resource(panel + ".json")
                .replace("${from}", from.toString())
                .replace("${to}", to.toString())
                .replace("${filters}", filters);
    }

    /** What {@link #question} becomes, for the Broker, which may answer from its caches. */
    String statement(String panel, String merchant) {
        return statement(panel, merchant, "").toString();
    }

    /** What {@link #newQuestion} becomes, for the Broker, which uses and fills no cache. */
    String newStatement(String panel, String merchant, int number) {
        ObjectNode statement = statement(panel, merchant, " AND " + everyEvent("sql", number));
        ObjectNode context = statement.putObject("context");
        CACHES.forEach(cache -> context.put(cache, false));
        return statement.toString();
    }

    private static String everyEvent(String language, int number) {
        return resource("every-event." + language).replace("${number}", Integer.toString(number));
    }

    private ObjectNode statement(String panel, String merchant, String filters) {
        String sql = resource(panel + ".sql")
                .replace("${merchant}", merchant)
                .replace("${from}", Long.toString(from.toEpochMilli()))
                .replace("${to}", Long.toString(to.toEpochMilli()))
                .replace("${filters}", filters);
        return json.createObjectNode().put("query", sql).put("resultFormat", "array");
    }

    private static String resource(String name) {
        try (InputStream in = Dashboards.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
