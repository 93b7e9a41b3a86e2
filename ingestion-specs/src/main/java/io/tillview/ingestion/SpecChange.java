package io.tillview.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.acl.AclBinding;

/** One thing that {@link SpecReconciler} found: what it changes, what is as it should be, and what it leaves to an operator. */
public sealed interface SpecChange {

    /** One line for people. */
    String summary();

    /** Whether {@code apply} has something to do for it. */
    default boolean isToDo() {
        return true;
    }

    /** A topic that isn't there. */
    record TopicCreated(TopicDefinition topic) implements SpecChange {
        @Override
        public String summary() {
            return "create topic " + topic.name() + " with " + topic.partitions() + " partitions and "
                    + topic.replicationFactor() + " replicas";
        }
    }

    /** A topic that has fewer partitions than it should. */
    record PartitionsGrown(String topic, int from, int to) implements SpecChange {
        @Override
        public String summary() {
            return "grow topic " + topic + " from " + from + " to " + to + " partitions";
        }
    }

    /** A topic whose settings differ. */
    record TopicConfigAltered(String topic, Map<String, ConfigDifference> settings) implements SpecChange {
        public TopicConfigAltered {
            settings = Map.copyOf(settings);
        }

        @Override
        public String summary() {
            return "alter topic " + topic + ": " + settings;
        }
    }

    /** One setting of a topic, as it is and as it should be. */
    record ConfigDifference(String actual, String desired) {
        @Override
        public String toString() {
            return actual + " -> " + desired;
        }
    }

    /** A permission that isn't there. */
    record AclAdded(AclBinding acl) implements SpecChange {
        @Override
        public String summary() {
            return "allow " + acl.entry().principal() + " to " + acl.entry().operation() + " "
                    + acl.pattern().resourceType() + " " + acl.pattern().name();
        }
    }

    /** A supervisor that isn't there. */
    record SupervisorCreated(SupervisorSpec supervisor) implements SpecChange {
        @Override
        public String summary() {
            return "create supervisor " + supervisor.id();
        }
    }

    /**
     * A supervisor made from another spec, or changed by hand since.
     *
     * @param suspended whether it is suspended, and stays so
     * @param differences field by field; only the digest where the spec merely lost a field
     */
    record SupervisorUpdated(SupervisorSpec supervisor, boolean suspended, List<FieldDifference> differences)
            implements SpecChange {
        public SupervisorUpdated {
            differences = List.copyOf(differences);
        }

        @Override
        public String summary() {
            return "update supervisor " + supervisor.id() + ": " + differences;
        }
    }

    /** A datasource that keeps its rows for another time than it should, or loads them otherwise. */
    record RulesReplaced(RetentionRules rules, JsonNode before) implements SpecChange {
        @Override
        public String summary() {
            return "replace the load and drop rules of " + rules.datasource() + ": " + before + " -> " + rules.json();
        }
    }

    /** A topic with its permissions, a supervisor, or a datasource's rules, that is as it should be. */
    record Unchanged(String what) implements SpecChange {
        @Override
        public String summary() {
            return what + " is up to date";
        }

        @Override
        public boolean isToDo() {
            return false;
        }
    }

    /** Something that differs and that only an operator can decide. */
    record LeftToOperator(String what, String fact, String remedy) implements SpecChange {
        @Override
        public String summary() {
            return what + " " + fact + ": " + remedy;
        }

        @Override
        public boolean isToDo() {
            return false;
        }
    }
}
