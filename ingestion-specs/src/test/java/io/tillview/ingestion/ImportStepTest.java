package io.tillview.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImportStepTest {
    private static final Optional<String> TASK = Optional.of("import_merchant_events_1");

    @Test
    void a_success_in_the_ledger_counts_whatever_druid_says() {
        assertThat(ImportStep.of(true, TASK, Optional.empty())).isEqualTo(ImportStep.DONE);
        assertThat(ImportStep.of(true, TASK, Optional.of("FAILED"))).isEqualTo(ImportStep.DONE);
    }

    @Test
    void what_was_never_named_was_never_submitted() {
        assertThat(ImportStep.of(false, Optional.empty(), Optional.empty())).isEqualTo(ImportStep.BEGIN);
    }

    @Test
    void what_druid_knows_to_run_or_to_have_succeeded_is_taken_for_that() {
        assertThat(ImportStep.of(false, TASK, Optional.of("RUNNING"))).isEqualTo(ImportStep.WAIT);
        assertThat(ImportStep.of(false, TASK, Optional.of("SUCCESS"))).isEqualTo(ImportStep.DONE);
    }

    @Test
    void a_task_that_failed_or_is_forgotten_may_have_published() {
        assertThat(ImportStep.of(false, TASK, Optional.of("FAILED"))).isEqualTo(ImportStep.LOOK);
        assertThat(ImportStep.of(false, TASK, Optional.empty())).isEqualTo(ImportStep.LOOK);
    }
}
