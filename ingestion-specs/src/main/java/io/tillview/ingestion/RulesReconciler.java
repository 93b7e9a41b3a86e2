package io.tillview.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.ingestion.SpecChange.RulesReplaced;
import io.tillview.ingestion.SpecChange.Unchanged;

/** Brings the Coordinator's load and drop rules to what a datasource's folder says. */
final class RulesReconciler {

    private final OverlordClient coordinator;

    RulesReconciler(OverlordClient coordinator) {
        this.coordinator = coordinator;
    }

    SpecChange plan(RetentionRules desired) {
        return plan(desired, coordinator.rules(desired.datasource()));
    }

    static SpecChange plan(RetentionRules desired, JsonNode actual) {
        // A rule more or less decides otherwise, so the number counts as well.
        return SpecComparison.differences(desired.json(), actual).isEmpty()
                ? new Unchanged("retention of " + desired.datasource())
                : new RulesReplaced(desired, actual);
    }

    void replace(RulesReplaced change) {
        coordinator.setRules(change.rules().datasource(), change.rules().json());
    }
}
