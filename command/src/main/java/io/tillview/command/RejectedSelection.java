package io.tillview.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillview.ingestion.records.OffsetRange;
import io.tillview.ingestion.records.RejectedRecords.Selection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which rejected records are meant. */
final class RejectedSelection {
    @Option(names = "--interval", paramLabel = "FROM/TO", description = "those that arrived then (default: all)")
    private TimeInterval interval;

    @Option(names = "--reason", paramLabel = "RULE", description = "those that broke this rule first")
    private String reason;

    @Option(names = "--offsets", paramLabel = "PARTITION:FROM-TO", description = "those from one offset up to another")
    private OffsetsOption offsets;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "at most so many, the earliest first (default: ${DEFAULT-VALUE})")
    private int limit;

    Selection selection() {
        return new Selection(
                Optional.ofNullable(interval).map(TimeInterval::from),
                Optional.ofNullable(interval).map(TimeInterval::to),
                Optional.ofNullable(reason),
                Optional.ofNullable(offsets)
                        .map(range -> new OffsetRange(
                                range.partition(),
                                range.from(),
                                range.to(),
                                OptionalLong.empty(),
                                OptionalLong.empty())));
    }

    int limit() {
        return limit;
    }

    /** The fields' values, each read as JSON. */
    static Map<String, JsonNode> values(Map<String, String> set, CommandLine line) {
        Map<String, JsonNode> values = new TreeMap<>();
        set.forEach((field, text) -> {
            try {
                values.put(field, new ObjectMapper().readTree(text));
            } catch (JsonProcessingException e) {
                throw new ParameterException(
                        line, "--set " + field + ": '" + text + "' isn't JSON; a text needs its quotes, as '\"EUR\"'");
            }
        });
        return values;
    }
}
