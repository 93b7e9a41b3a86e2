package io.tillview.query.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.tillview.query.answering.JourneysConfig;
import io.tillview.query.druid.DelegationConfig;
import io.tillview.query.druid.DruidConfig;
import io.tillview.query.http.TokensConfig;
import io.tillview.query.kafka.KafkaConfig;
import io.tillview.tenancy.token.KeyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationCheckTest {
    @TempDir
    Path folder;

    private final Map<String, String> configured = new HashMap<>();

    @BeforeEach
    void configure() {
        KeyFiles.generateEd25519(folder.resolve("key.pem"), folder.resolve("pub.pem"));
        configured.put("tillview.druid.brokers", "http://127.0.0.1:8082,http://127.0.0.1:8083/");
        configured.put(
                "tillview.delegation.private-key-file",
                folder.resolve("key.pem").toString());
        configured.put(
                "tillview.tokens.public-key-file", folder.resolve("pub.pem").toString());
    }

    @Test
    void takes_a_configuration_that_works() {
        assertThat(faults()).isEmpty();
    }

    @Test
    void names_everything_that_is_missing_at_once() {
        configured.clear();

        assertThat(faults()).hasSize(3).allMatch(fault -> fault.startsWith("tillview."));
    }

    @Test
    void refuses_brokers_that_are_no_addresses() {
        configured.put("tillview.druid.brokers", "127.0.0.1:8082,http://a:1/druid,http://u:p@a:1");

        assertThat(faults()).hasSize(3);
    }

    @Test
    void refuses_overlords_that_are_no_addresses_and_asking_without_a_pause() {
        configured.put("tillview.druid.overlords", "http://127.0.0.1:8081,http://a:1/druid");
        configured.put("tillview.druid.indexers", "127.0.0.1:8091");
        configured.put("tillview.druid.freshness-interval", "PT0S");

        assertThat(faults())
                .hasSize(3)
                .anyMatch(fault -> fault.startsWith("tillview.druid.indexers has '127.0.0.1:8091'"))
                .anyMatch(fault -> fault.startsWith("tillview.druid.overlords has 'http://a:1/druid'"))
                .anyMatch(fault -> fault.startsWith("tillview.druid.freshness-interval"));
    }

    @Test
    void refuses_kafka_without_a_password_that_only_we_can_read() throws IOException {
        configured.put("tillview.kafka.bootstrap-servers", "127.0.0.1:9092");
        assertThat(faults()).singleElement().asString().contains("tillview.kafka.password-file is missing");

        Path password = Files.writeString(folder.resolve("password"), "a-password-nobody-guesses");
        configured.put("tillview.kafka.password-file", password.toString());
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(faults())
                .singleElement()
                .asString()
                .contains("tillview.kafka.password-file")
                .doesNotContain("nobody-guesses");

        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        assertThat(faults()).isEmpty();
    }

    @Test
    void refuses_a_private_key_that_others_can_read() throws IOException {
        Files.setPosixFilePermissions(folder.resolve("key.pem"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(faults()).singleElement().asString().contains("tillview.delegation.private-key-file", "key.pem");
    }

    @Test
    void refuses_two_places_of_keys_and_keys_from_an_unsafe_place() {
        configured.put("tillview.tokens.jwks-uri", "http://id.example.com/jwks");
        assertThat(faults()).singleElement().asString().contains("either");

        configured.remove("tillview.tokens.public-key-file");
        assertThat(faults()).singleElement().asString().contains("https");
    }

    @Test
    void refuses_tokens_that_live_too_long() {
        configured.put("tillview.delegation.time-to-live", "PT1H");

        assertThat(faults()).singleElement().asString().contains("PT10M");
    }

    @Test
    void refuses_journeys_that_hold_nothing_and_none_at_once() {
        configured.put("tillview.journeys.max-events", "10");
        configured.put("tillview.journeys.max-concurrent", "0");

        assertThat(faults()).singleElement().asString().contains("tillview.journeys.max-events");
    }

    private List<String> faults() {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(DruidConfig.class)
                .withMapping(KafkaConfig.class)
                .withMapping(DelegationConfig.class)
                .withMapping(TokensConfig.class)
                .withMapping(JourneysConfig.class)
                .withDefaultValues(configured)
                .build();
        return new ConfigurationCheck(
                        config.getConfigMapping(DruidConfig.class),
                        config.getConfigMapping(KafkaConfig.class),
                        config.getConfigMapping(DelegationConfig.class),
                        config.getConfigMapping(TokensConfig.class),
                        config.getConfigMapping(JourneysConfig.class))
                .faults();
    }
}
