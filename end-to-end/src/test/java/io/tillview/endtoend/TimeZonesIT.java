package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.cluster.Ports.Endpoint;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Questions' dates become instants by the JDK's rules, buckets by Druid's: both have to know the same world. */
@ExtendWith(TillviewExtension.class)
class TimeZonesIT {
    private static final List<Instant> INSTANTS = Stream.of(
                    "2025-12-15T13:37:00Z", "2026-03-29T01:30:00Z", "2026-07-01T10:15:00Z", "2026-11-01T06:30:00Z")
            .map(Instant::parse)
            .toList();

    private final Tillview tillview;

    TimeZonesIT(Tillview tillview) {
        this.tillview = tillview;
    }

    /** A zone on whose days the two differ has to be refused at the front door, or the answer would be wrong. */
    @Test
    void a_day_begins_for_druid_when_it_begins_for_the_jdk_in_every_zone_that_is_accepted() {
        List<String> differences = new ArrayList<>();
        for (String zone : ZoneId.getAvailableZoneIds()) {
            int before = differences.size();
            compare(zone, differences);
            if (differences.size() > before && isRefused(zone)) {
                differences.subList(before, differences.size()).clear();
            }
        }

        assertThat(differences).isEmpty();
    }

    private boolean isRefused(String zone) {
        return tillview.ask(
                                "time-zones",
                                """
                                {"measures": ["events"], "timeRange": {"last": "P1D"}, "timeZone": "%s"}
                                """
                                        .formatted(zone))
                        .statusCode()
                == 400;
    }

    private void compare(String zone, List<String> differences) {
        StringBuilder sql = new StringBuilder("SELECT 1");
        for (Instant instant : INSTANTS) {
            sql.append(", TIME_FLOOR(TIMESTAMP '%s', 'P1D', NULL, '%s')"
                    .formatted(instant.toString().replace('T', ' ').replace("Z", ""), zone));
        }
        HttpResponse<String> answer = tillview.sql(Endpoint.BROKER, tillview.adminAuthorization(), sql.toString());
        if (answer.statusCode() != 200) {
            differences.add(zone + " is unknown to Druid");
            return;
        }
        JsonNode row = Tillview.json(answer.body()).get(0);
        for (int i = 0; i < INSTANTS.size(); i++) {
            Instant druids = Instant.parse(row.get("EXPR$" + (i + 1)).asText());
            Instant jdks = INSTANTS.get(i)
                    .atZone(ZoneId.of(zone))
                    .truncatedTo(ChronoUnit.DAYS)
                    .toInstant();
            if (!druids.equals(jdks)) {
                differences.add(zone + ": " + druids + " for Druid, " + jdks + " for the JDK");
            }
        }
    }
}
