package io.tillview.ingestion;

import io.tillview.ingestion.SpecChange.AclAdded;
import io.tillview.ingestion.SpecChange.PartitionsGrown;
import io.tillview.ingestion.SpecChange.RulesReplaced;
import io.tillview.ingestion.SpecChange.SupervisorCreated;
import io.tillview.ingestion.SpecChange.SupervisorUpdated;
import io.tillview.ingestion.SpecChange.TopicConfigAltered;
import io.tillview.ingestion.SpecChange.TopicCreated;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/**
 * Compares what runs in Kafka and Druid with the specs, and changes what differs, and only that.
 *
 * <p>Applying again changes nothing. Topics come before supervisors, so that these find theirs, and
 * retention before what it is about. Nothing is ever taken away: no topic, partition, permission or supervisor; a datasource's
 * rules are replaced as a whole. A suspended supervisor gets its new spec and stays suspended. {@link #plan} and
 * {@link #apply} block, each request for 30 s at most, a supervisor's change for 4 minutes. Belongs to one thread.
 */
public final class SpecReconciler implements AutoCloseable {

    private final Admin admin;
    private final TopicReconciler topicReconciler;
    private final SupervisorReconciler supervisorReconciler;
    private final RulesReconciler rulesReconciler;
    private final List<TopicDefinition> topics;
    private final List<SupervisorSpec> supervisors;
    private final List<RetentionRules> retention;

    private SpecReconciler(Admin admin, OverlordClient overlord, IngestionSpecs specs, SpecValues values) {
        this.admin = admin;
        this.topicReconciler = new TopicReconciler(admin);
        this.supervisorReconciler = new SupervisorReconciler(overlord);
        this.rulesReconciler = new RulesReconciler(overlord);
        this.topics = specs.topics(values);
        this.supervisors = specs.supervisors(values);
        this.retention = specs.retention(values);
    }

    /**
     * A reconciler of the bundled specs. Connects when it is first used.
     *
     * @param kafkaAdmin Kafka client properties of a super user, for example those of an installation's {@code admin.properties}
     * @param overlord the Overlord's base address, for example {@code http://127.0.0.1:8081}
     * @param credentials a Druid administrator's
     * @param values what the specs' placeholders become
     * @throws IngestionException if the specs or the Kafka properties can't be used
     */
    public static SpecReconciler connect(
            Map<String, String> kafkaAdmin, URI overlord, AdminCredentials credentials, SpecValues values) {
        Admin admin;
        try {
            admin = Admin.create(Map.<String, Object>copyOf(kafkaAdmin));
        } catch (KafkaException e) {
            throw new KafkaRefusedException("Kafka", "the admin properties can't be used: " + e.getMessage(), e);
        }
        return new SpecReconciler(admin, new OverlordClient(overlord, credentials), IngestionSpecs.bundled(), values);
    }

    /**
     * What differs, and what doesn't, in the order in which {@link #apply} would act.
     *
     * @throws IngestionException if Kafka or Druid can't be asked, or a topic has more partitions than it should
     */
    public List<SpecChange> plan() {
        List<SpecChange> changes = new ArrayList<>();
        topics.forEach(topic -> changes.addAll(topicReconciler.plan(topic)));
        retention.forEach(rules -> changes.add(rulesReconciler.plan(rules)));
        supervisors.forEach(supervisor -> changes.addAll(supervisorReconciler.plan(supervisor)));
        return List.copyOf(changes);
    }

    /**
     * Carries out the plan.
     *
     * @return the plan that was carried out
     * @throws IngestionException as {@link #plan} does, or if a change is refused; changes before it are done, and applying again goes on
     */
    public List<SpecChange> apply() {
        return apply(change -> {});
    }

    /** The same, telling each finished change as it goes. */
    public List<SpecChange> apply(Consumer<SpecChange> progress) {
        List<SpecChange> plan = plan();
        for (SpecChange change : plan) {
            carryOut(change);
            progress.accept(change);
        }
        return plan;
    }

    private void carryOut(SpecChange change) {
        if (change instanceof TopicCreated created) {
            topicReconciler.create(created);
        } else if (change instanceof PartitionsGrown grown) {
            topicReconciler.grow(grown);
        } else if (change instanceof TopicConfigAltered altered) {
            topicReconciler.alter(altered);
        } else if (change instanceof AclAdded added) {
            topicReconciler.add(added);
        } else if (change instanceof RulesReplaced replaced) {
            rulesReconciler.replace(replaced);
        } else if (change instanceof SupervisorCreated created) {
            supervisorReconciler.create(created);
        } else if (change instanceof SupervisorUpdated updated) {
            supervisorReconciler.update(updated);
        }
    }

    /** Ends the connection to Kafka. */
    @Override
    public void close() {
        admin.close();
    }
}
