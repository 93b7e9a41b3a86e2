package io.tillview.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class SpecTemplateTest {

    private static final SpecValues VALUES = SpecValues.singleMachine("127.0.0.1:9092");

    @Test
    void fills_each_placeholder_with_a_value_of_its_own_type() throws JsonProcessingException {
        SpecTemplate template = template("{\"n\":[\"${tasks.count}\"],\"s\":{\"s\":\"${kafka.bootstrapServers}\"}}");

        assertThat(template.fill(VALUES).toString()).isEqualTo("{\"n\":[1],\"s\":{\"s\":\"127.0.0.1:9092\"}}");
    }

    @Test
    void refuses_an_unknown_placeholder_and_names_the_known_ones() throws JsonProcessingException {
        SpecTemplate template = template("{\"n\":\"${task.count}\"}");

        assertThatThrownBy(() -> template.fill(VALUES))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining("there is no placeholder ${task.count}")
                .hasMessageContaining("tasks.count");
    }

    @Test
    void refuses_a_placeholder_within_a_longer_text() throws JsonProcessingException {
        SpecTemplate template = template("{\"n\":\"at ${kafka.bootstrapServers}\"}");

        assertThatThrownBy(() -> template.fill(VALUES))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining("Make it the whole text");
    }

    @Test
    void refuses_values_that_cannot_work() {
        assertThatThrownBy(() -> new SpecValues("k:9092", "SASL_SSL", 4, 1, 2, 1, 1, 1, 1, 1, 1_000))
                .hasMessageContaining("topicMinInsyncReplicas");
        assertThatThrownBy(() -> new SpecValues("k:9092", "PLAINTEXT", 4, 1, 1, 1, 1, 1, 1, 1, 1_000))
                .hasMessageContaining("kafkaSecurityProtocol");
        assertThatThrownBy(() -> new SpecValues("k:9092", "SASL_SSL", 0, 1, 1, 1, 1, 1, 1, 1, 1_000))
                .hasMessageContaining("topicPartitions");
    }

    private static SpecTemplate template(String json) throws JsonProcessingException {
        return new SpecTemplate("test.json", new ObjectMapper().readTree(json));
    }
}
