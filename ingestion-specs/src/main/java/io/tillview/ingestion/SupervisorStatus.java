package io.tillview.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.OptionalLong;

/**
 * How far a datasource's supervisor has come, as the Overlord tells it.
 *
 * @param datasource the datasource, which the supervisor is named after
 * @param state Druid's word for it, such as {@code RUNNING} or {@code LOST_CONTACT_WITH_STREAM}; {@code MISSING} without a
 *     supervisor
 * @param healthy whether Druid calls that state healthy; a suspended supervisor is not
 * @param recordsBehind how many records of the topic it has not read yet; empty until its first report
 */
public record SupervisorStatus(String datasource, String state, boolean healthy, OptionalLong recordsBehind) {
    /**
     * Asks about supervisors.
     *
     * @param overlord the Overlord's base address
     * @param credentials a Druid administrator's
     * @param datasources which ones
     * @throws IngestionException if the Overlord doesn't answer
     */
    public static List<SupervisorStatus> ask(URI overlord, AdminCredentials credentials, List<String> datasources) {
        OverlordClient client = new OverlordClient(overlord, credentials);
        return datasources.stream()
                .map(datasource -> client.supervisorStatus(datasource)
                        .map(status -> of(datasource, status.path("payload")))
                        .orElseGet(() -> new SupervisorStatus(datasource, "MISSING", false, OptionalLong.empty())))
                .toList();
    }

    private static SupervisorStatus of(String datasource, JsonNode payload) {
        boolean suspended = payload.path("suspended").asBoolean();
        JsonNode lag = payload.path("aggregateLag");
        return new SupervisorStatus(
                datasource,
                payload.path("detailedState").asText(payload.path("state").asText("UNKNOWN")),
                payload.path("healthy").asBoolean() && !suspended,
                lag.isNumber() ? OptionalLong.of(lag.asLong()) : OptionalLong.empty());
    }
}
