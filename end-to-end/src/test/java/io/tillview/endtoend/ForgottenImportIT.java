package io.tillview.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillview.cluster.Ports.Endpoint;
import io.tillview.ingestion.AdminCredentials;
import io.tillview.ingestion.EventImport;
import io.tillview.ingestion.ImportProgress;
import io.tillview.ingestion.ImportReport;
import io.tillview.ingestion.SpecValues;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Druid doesn't know the tasks that a ledger names, as after a week: the rows say whether the import is in. */
@ExtendWith(TillviewExtension.class)
class ForgottenImportIT {
    private static final List<String> DATASOURCES = List.of("merchant_events", "merchant_metrics", "platform_metrics");

    private final Tillview tillview;

    ForgottenImportIT(Tillview tillview) {
        this.tillview = tillview;
    }

    @Test
    void what_came_in_is_found_and_not_begun_again() throws Exception {
        String day = daysAgo(48);
        Map<String, Long> two = twoMoreThan(events(day));
        Path file = file("found-again", day);
        run(file);
        awaitEvents(day, two);
        Files.writeString(ledger(file), naming("found-again"));

        ImportReport report = run(file);

        assertThat(report).isEqualTo(new ImportReport(2, 0, false));
        for (String datasource : DATASOURCES) {
            assertThat(status(datasource, "found-again")).isEqualTo(404);
        }
        awaitEvents(day, two);
        assertThat(Files.readString(ledger(file))).contains("\"done\":true");
    }

    @Test
    void what_did_not_come_in_is_begun_once() throws Exception {
        String day = daysAgo(46);
        Map<String, Long> two = twoMoreThan(events(day));
        Path file = file("never-begun", day);
        Files.createDirectories(imports());
        Files.writeString(ledger(file), naming("never-begun"));

        ImportReport report = run(file);

        assertThat(report).isEqualTo(new ImportReport(2, 0, false));
        for (String datasource : DATASOURCES) {
            assertThat(status(datasource, "never-begun")).isEqualTo(200);
        }
        awaitEvents(day, two);
    }

    private static Path file(String merchant, String day) throws Exception {
        String line =
                """
                {"event_id":"0190a6c0-0000-7000-8000-00000000001%d","merchant_id":"%s","event_type":"order_placed",\
                "occurred_at":"%sT1%1$d:00:00Z","amount_minor":100,"currency":"EUR"}
                """;
        Path file = Files.createTempFile(merchant, ".ndjson");
        return Files.writeString(file, line.formatted(1, merchant, day) + line.formatted(2, merchant, day));
    }

    private ImportReport run(Path file) throws InterruptedException {
        return new EventImport(
                        tillview.installation().http(Endpoint.COORDINATOR),
                        tillview.installation().http(Endpoint.BROKER),
                        new AdminCredentials("admin", tillview.adminPassword()),
                        SpecValues.singleMachine(tillview.installation().address(Endpoint.KAFKA)),
                        imports())
                .run(List.of(file), new ImportProgress() {});
    }

    private Path imports() {
        return tillview.installation().data().root().resolve("forgotten-imports");
    }

    /** An import is named by its lines. */
    private Path ledger(Path file) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256")
                .digest(Files.readString(file).getBytes(UTF_8));
        return imports().resolve(HexFormat.of().formatHex(hash).substring(0, 24) + ".json");
    }

    /** A ledger as it is once all tasks are named, as versions wrote it that knew of no successes. */
    private static String naming(String suffix) {
        return DATASOURCES.stream()
                .map(datasource -> "\"%1$s\":\"import_%1$s_%2$s\"".formatted(datasource, suffix))
                .collect(Collectors.joining(",", "{\"tasks\":{", "}}"));
    }

    private int status(String datasource, String suffix) {
        return tillview.get(
                        tillview.installation()
                                .http(Endpoint.COORDINATOR)
                                .resolve("/druid/indexer/v1/task/import_" + datasource + "_" + suffix + "/status"),
                        tillview.adminAuthorization())
                .statusCode();
    }

    private static String daysAgo(int days) {
        return LocalDate.now(ZoneOffset.UTC).minusDays(days).toString();
    }

    private static Map<String, Long> twoMoreThan(Map<String, Long> events) {
        Map<String, Long> more = new TreeMap<>(events);
        more.replaceAll((datasource, count) -> count + 2);
        return more;
    }

    /** Returns once every datasource has so many events of a day. */
    private void awaitEvents(String day, Map<String, Long> expected) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(events(day)).isEqualTo(expected));
    }

    private Map<String, Long> events(String day) {
        Map<String, Long> events = new TreeMap<>();
        for (String datasource : DATASOURCES) {
            if (isUnknown(datasource)) {
                events.put(datasource, 0L);
                continue;
            }
            String sql = "SELECT %s AS n FROM %s WHERE TIME_FLOOR(__time, 'P1D') = TIMESTAMP '%s 00:00:00'"
                    .formatted(datasource.equals("merchant_events") ? "COUNT(*)" : "SUM(events)", datasource, day);
            events.put(datasource, tillview.adminSql(sql).get(0).get("n").asLong());
        }
        return events;
    }

    /** Where nothing was ever ingested, SQL knows no such table. */
    private boolean isUnknown(String datasource) {
        return tillview.adminSql("SELECT 1 FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME = '" + datasource + "'")
                .isEmpty();
    }
}
