package io.tillview.query.kafka;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.tillview.tenancy.token.Secret;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.SaslConfigs;

/** How Kafka is asked how far its topic reaches. */
@ConfigMapping(prefix = "tillview.kafka")
public interface KafkaConfig {

    /** Some of its brokers, for example {@code 127.0.0.1:9092}. Without any, nobody can say how far the data reaches. */
    Optional<String> bootstrapServers();

    /** The topic that is ingested. */
    @WithDefault("merchant-events")
    String topic();

    /** {@code SASL_SSL} where the way to Kafka isn't trusted. */
    @WithDefault("SASL_PLAINTEXT")
    String securityProtocol();

    /** Who we are to Kafka. */
    @WithDefault("query-service")
    String user();

    /** The file with the password, which only its owner can read. Required with {@link #bootstrapServers()}. */
    Optional<String> passwordFile();

    /**
     * What Kafka's client wants to know. It holds the password.
     *
     * @throws io.tillview.tenancy.token.UnusableFileException if the file with the password can't be used
     */
    default Map<String, Object> client() {
        String password = Secret.readFrom(Path.of(passwordFile().orElseThrow())).reveal();
        Map<String, Object> client = new HashMap<>();
        client.put(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers().orElseThrow());
        client.put(AdminClientConfig.SECURITY_PROTOCOL_CONFIG, securityProtocol());
        client.put(SaslConfigs.SASL_MECHANISM, "PLAIN");
        client.put(
                SaslConfigs.SASL_JAAS_CONFIG,
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + user()
                        + "\" password=\"" + password + "\";");
        client.put(AdminClientConfig.CLIENT_ID_CONFIG, "tillview-query-service");
        client.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "1000");
        client.put(AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, "false");
        return client;
    }
}
