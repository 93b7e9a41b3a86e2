package io.tillview.endtoend;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** Records that arrive when whoever sends them says: a test can't wait for the next hour. */
final class PastArrivals {
    /** What is done meanwhile. */
    @FunctionalInterface
    interface Sending {
        void send() throws Exception;
    }

    private PastArrivals() {}

    /** Lets records arrive when they say while something is done; afterwards Kafka's clock counts again. */
    static void during(Tillview tillview, Sending sending) throws Exception {
        try (Admin kafka = Admin.create(new HashMap<>(tillview.kafkaAdmin()))) {
            set(kafka, "CreateTime");
            try {
                sending.send();
            } finally {
                set(kafka, "LogAppendTime");
            }
        }
    }

    private static void set(Admin kafka, String type) throws InterruptedException, ExecutionException {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "merchant-events");
        ConfigEntry entry = new ConfigEntry(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, type);
        kafka.incrementalAlterConfigs(Map.of(topic, List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET))))
                .all()
                .get();
    }
}
