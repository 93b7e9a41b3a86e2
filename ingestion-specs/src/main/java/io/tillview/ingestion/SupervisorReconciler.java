package io.tillview.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillview.ingestion.SpecChange.LeftToOperator;
import io.tillview.ingestion.SpecChange.SupervisorCreated;
import io.tillview.ingestion.SpecChange.SupervisorUpdated;
import io.tillview.ingestion.SpecChange.Unchanged;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Brings Druid's supervisors to what their specs say. */
final class SupervisorReconciler {

    private final OverlordClient overlord;

    SupervisorReconciler(OverlordClient overlord) {
        this.overlord = overlord;
    }

    List<SpecChange> plan(SupervisorSpec desired) {
        return plan(desired, overlord.supervisor(desired.id()));
    }

    static List<SpecChange> plan(SupervisorSpec desired, Optional<JsonNode> actual) {
        if (actual.isEmpty()) {
            return List.of(new SupervisorCreated(desired));
        }
        List<SpecChange> changes = new ArrayList<>();
        boolean suspended = actual.get().path("suspended").asBoolean();
        List<FieldDifference> differences = SpecComparison.differences(desired.json(), actual.get());
        if (differences.isEmpty()) {
            changes.add(new Unchanged("supervisor " + desired.id()));
        } else {
            changes.add(new SupervisorUpdated(desired, suspended, differences));
        }
        if (suspended) {
            changes.add(new LeftToOperator(
                    "supervisor " + desired.id(),
                    "is suspended",
                    "whoever suspended it resumes it, in the console or with POST …/supervisor/" + desired.id()
                            + "/resume"));
        }
        return changes;
    }

    void create(SupervisorCreated change) {
        overlord.submit(change.supervisor().id(), change.supervisor().json());
    }

    void update(SupervisorUpdated change) {
        ObjectNode spec = change.supervisor().json();
        if (change.suspended()) {
            spec.put("suspended", true);
        }
        overlord.submit(change.supervisor().id(), spec);
    }
}
