package io.tillview.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportLedgerTest {
    @TempDir
    private Path work;

    @Test
    void successes_are_on_disk_before_the_import_is_done() throws IOException {
        ImportLedger ledger = ImportLedger.of(work, "a1");
        ledger.name("merchant_events", "import_1");
        ledger.name("merchant_metrics", "import_2");

        ledger.succeeded("merchant_events");

        assertThat(work.resolve("a1.json"))
                .hasContent(
                        """
                        {"tasks":{"merchant_events":"import_1","merchant_metrics":"import_2"},\
                        "succeeded":{"merchant_events":true}}""");
        ImportLedger again = ImportLedger.of(work, "a1");
        assertThat(again.hasSucceeded("merchant_events")).isTrue();
        assertThat(again.hasSucceeded("merchant_metrics")).isFalse();
        assertThat(again.task("merchant_metrics")).hasValue("import_2");
        assertThat(again.isDone()).isFalse();
        try (var files = Files.list(work)) {
            assertThat(files).containsExactly(work.resolve("a1.json"));
        }
    }

    @Test
    void a_ledger_from_before_successes_were_written_knows_of_none() throws IOException {
        Files.writeString(work.resolve("a1.json"), "{\"tasks\":{\"merchant_events\":\"import_1\"}}");

        ImportLedger ledger = ImportLedger.of(work, "a1");

        assertThat(ledger.isBegun()).isTrue();
        assertThat(ledger.task("merchant_events")).hasValue("import_1");
        assertThat(ledger.hasSucceeded("merchant_events")).isFalse();
    }

    @Test
    void a_ledger_from_before_that_is_done_stays_done() throws IOException {
        Files.writeString(work.resolve("a1.json"), "{\"tasks\":{\"merchant_events\":\"import_1\"},\"done\":true}");

        assertThat(ImportLedger.of(work, "a1").isDone()).isTrue();
    }
}
