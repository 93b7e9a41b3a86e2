package io.tillview.ingestion;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;

/**
 * What a datasource keeps: the Coordinator's load and drop rules.
 *
 * @param datasource the datasource's name
 * @param json the rules, the first that fits a segment decides; a period that is loaded, and nothing else
 * @param keptFor how far back rows are kept and served
 */
public record RetentionRules(String datasource, ArrayNode json, Period keptFor) {

    public RetentionRules {
        requireNonNull(datasource, "datasource");
        requireNonNull(keptFor, "keptFor");
        json = json.deepCopy();
    }

    /** @throws InvalidSpecException if the rules don't load a period and drop the rest */
    static RetentionRules of(String path, JsonNode filled) {
        boolean loadsAPeriod = filled.size() == 2
                && filled.at("/0/type").asText().equals("loadByPeriod")
                && filled.at("/1/type").asText().equals("dropForever");
        try {
            if (loadsAPeriod) {
                return new RetentionRules(
                        path.substring(0, path.indexOf('/')),
                        (ArrayNode) filled,
                        Period.parse(filled.at("/0/period").asText()));
            }
        } catch (DateTimeException e) {
            throw new InvalidSpecException(path, "its period is none", "Write it as P1Y, for example.", e);
        }
        throw new InvalidSpecException(
                path, "it doesn't load a period and drop the rest", "Write loadByPeriod and dropForever.", null);
    }

    /** A copy. */
    @Override
    public ArrayNode json() {
        return json.deepCopy();
    }

    /** The time before which nothing is kept. */
    public Instant keptSince(Instant now) {
        return now.atZone(ZoneOffset.UTC).minus(keptFor).toInstant();
    }
}
