package io.tillview.query.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Redis that can't be used is said at the start. */
class RedisConfigTest {
    @Test
    void none_is_needed() {
        assertThat(faults(Map.of())).isEmpty();
        assertThat(faults(Map.of("address", "rediss://redis.example:6380"))).isEmpty();
    }

    @Test
    void each_fault_is_named_with_its_remedy(@TempDir Path folder) {
        assertThat(faults(Map.of("address", "localhost:6379")))
                .singleElement()
                .asString()
                .contains("tillview.cache.redis.address", "redis://127.0.0.1:6379");
        assertThat(faults(Map.of("address", "redis://user:secret@127.0.0.1:6379")))
                .hasSize(1);
        assertThat(faults(Map.of("patience", "PT0S")))
                .singleElement()
                .asString()
                .contains("patience");
        assertThat(faults(Map.of("kept-for", "PT0S")))
                .singleElement()
                .asString()
                .contains("kept-for");
        assertThat(faults(Map.of("password-file", folder.resolve("none").toString())))
                .singleElement()
                .asString()
                .contains("tillview.cache.redis.password-file");
    }

    @Test
    void a_password_in_the_address_is_not_shown() {
        assertThat(faults(Map.of("address", "redis://user:secret@127.0.0.1:6379")))
                .noneMatch(fault -> fault.contains("secret"));
    }

    private static List<String> faults(Map<String, String> settings) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder().withMapping(RedisConfig.class);
        settings.forEach((name, value) -> builder.withDefaultValue("tillview.cache.redis." + name, value));
        return builder.build().getConfigMapping(RedisConfig.class).faults();
    }
}
