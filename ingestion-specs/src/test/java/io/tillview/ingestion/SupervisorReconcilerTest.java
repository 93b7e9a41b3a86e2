package io.tillview.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillview.ingestion.SpecChange.LeftToOperator;
import io.tillview.ingestion.SpecChange.SupervisorCreated;
import io.tillview.ingestion.SpecChange.SupervisorUpdated;
import io.tillview.ingestion.SpecChange.Unchanged;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SupervisorReconcilerTest {

    private final SupervisorSpec desired = spec(1);

    @Test
    void creates_a_supervisor_that_is_not_there() {
        assertThat(SupervisorReconciler.plan(desired, Optional.empty()))
                .containsExactly(new SupervisorCreated(desired));
    }

    @Test
    void leaves_alone_what_druid_only_spells_differently() throws JsonProcessingException {
        ObjectNode actual = asDruidAnswers(desired);

        List<SpecChange> plan = SupervisorReconciler.plan(desired, Optional.of(actual));

        assertThat(actual.at("/spec/ioConfig/taskDuration").asText()).isEqualTo("PT3600S");
        assertThat(plan).containsExactly(new Unchanged("supervisor merchant_events"));
    }

    @Test
    void names_each_field_that_differs() throws JsonProcessingException {
        SupervisorUpdated update =
                (SupervisorUpdated) SupervisorReconciler.plan(spec(2), Optional.of(asDruidAnswers(desired)))
                        .get(0);

        assertThat(update.differences())
                .extracting(FieldDifference::path)
                .containsExactlyInAnyOrder("spec.ioConfig.autoScalerConfig.taskCountMin", "context.tillviewSpecDigest");
        assertThat(update.differences())
                .contains(new FieldDifference("spec.ioConfig.autoScalerConfig.taskCountMin", "1", "2"));
    }

    @Test
    void notices_what_was_changed_by_hand() throws JsonProcessingException {
        ObjectNode actual = asDruidAnswers(desired);
        actual.withObject("/spec/ioConfig").put("useEarliestOffset", false);

        SupervisorUpdated update = (SupervisorUpdated)
                SupervisorReconciler.plan(desired, Optional.of(actual)).get(0);

        assertThat(update.differences())
                .containsExactly(new FieldDifference("spec.ioConfig.useEarliestOffset", "false", "true"));
    }

    @Test
    void notices_a_field_that_the_spec_no_longer_has() throws JsonProcessingException {
        ObjectNode longer = desired.json();
        longer.withObject("/spec/tuningConfig").put("maxRowsPerSegment", 1_000);
        longer.withObject("/context").remove(SupervisorSpec.DIGEST);
        ObjectNode actual = asDruidAnswers(SupervisorSpec.of("before", longer));

        List<SpecChange> plan = SupervisorReconciler.plan(desired, Optional.of(actual));

        assertThat(((SupervisorUpdated) plan.get(0)).differences())
                .extracting(FieldDifference::path)
                .containsExactly("context.tillviewSpecDigest");
    }

    @Test
    void leaves_a_suspended_supervisor_to_whoever_suspended_it() throws JsonProcessingException {
        ObjectNode actual = asDruidAnswers(desired);
        actual.put("suspended", true);

        assertThat(SupervisorReconciler.plan(desired, Optional.of(actual)))
                .hasExactlyElementsOfTypes(Unchanged.class, LeftToOperator.class)
                .noneMatch(SpecChange::isToDo);
        assertThat(SupervisorReconciler.plan(spec(2), Optional.of(actual)).get(0))
                .isInstanceOfSatisfying(SupervisorUpdated.class, update -> assertThat(update.suspended())
                        .isTrue());
    }

    private static SupervisorSpec spec(int taskCount) {
        SpecValues values = new SpecValues("127.0.0.1:9092", "SASL_PLAINTEXT", 4, 1, 1, taskCount, 4, 1, 1, 1, 1_000);
        return IngestionSpecs.bundled().supervisors(values).get(0);
    }

    private static ObjectNode asDruidAnswers(SupervisorSpec spec) throws JsonProcessingException {
        return (ObjectNode) new DruidSpecParser().asDruidAnswers(spec);
    }
}
