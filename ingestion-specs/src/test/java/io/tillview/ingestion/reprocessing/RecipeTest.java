package io.tillview.ingestion.reprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.ingestion.IngestionSpecs;
import io.tillview.ingestion.ReprocessingRefusedException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecipeTest {
    private static final List<String> COLUMNS = List.of("channel", "amount_minor", "coupon");
    private static final Map<String, JsonNode> BUNDLED =
            IngestionSpecs.bundled().reprocessing();

    @Test
    void a_correction_has_its_parameters_as_literals() {
        Change change =
                recipe("channel").change(Map.of("from", "ads' || true", "to", "a/b"), Optional.of("c"), COLUMNS);

        assertThat(change).isInstanceOfSatisfying(Change.Correction.class, correction -> {
            assertThat(correction.where()).isEqualTo("channel == 'ads\\u0027 \\u007c\\u007c true'");
            assertThat(correction.set()).containsExactly(Map.entry("channel", "'a/b'"));
        });
    }

    @Test
    void its_name_comes_from_recipe_and_parameters() {
        Map<String, String> values = Map.of("app_version", "4.1", "factor", "100");

        String name =
                recipe("amounts").change(values, Optional.empty(), COLUMNS).run();

        assertThat(name).matches("amounts_[0-9a-f]{8}");
        assertThat(recipe("amounts").change(values, Optional.empty(), COLUMNS).run())
                .isEqualTo(name);
        assertThat(recipe("amounts")
                        .change(Map.of("app_version", "4.1", "factor", "10"), Optional.empty(), COLUMNS)
                        .run())
                .isNotEqualTo(name);
    }

    @Test
    void a_row_is_corrected_where_its_mark_is_missing_and_keeps_its_value_elsewhere() {
        Change.Correction correction = new Change.Correction("c1", "x == 1", Map.of("x", "2"), false)
                .within(Instant.ofEpochMilli(10), Instant.ofEpochMilli(20));

        String pending =
                "nvl((__time >= 10 && __time < 20 && (x == 1)), 0) && !contains_string(nvl(corrections, ''), ' c1 ')";
        assertThat(correction.pending()).isEqualTo(pending);
        assertThat(correction.transforms())
                .containsEntry("x", "if(" + pending + ", 2, x)")
                .containsEntry("corrections", "if(" + pending + ", concat(nvl(corrections, ' '), 'c1 '), corrections)");
    }

    @Test
    void what_is_missing_unknown_or_of_the_wrong_type_is_refused() {
        assertRefused("amounts", Map.of("factor", "100"), "the parameters [app_version, factor]");
        assertRefused("amounts", Map.of("app_version", "4.1", "factor", "1); drop"), "is no number");
        assertRefused("column", Map.of("column", "nowhere", "path", "$.x"), "is no column of merchant_events");
        assertRefused("rollups", Map.of("x", "1"), "no parameters");
        assertThatThrownBy(() -> recipe("rollups").change(Map.of(), Optional.of("no name!"), COLUMNS))
                .isInstanceOf(ReprocessingRefusedException.class)
                .hasMessageContaining("'no name!' is no name");
    }

    @Test
    void every_bundled_recipe_says_what_it_does_and_what_its_parameters_mean() {
        assertThat(BUNDLED.keySet())
                .containsExactly("amounts", "channel", "column", "deduplicate", "repartition", "rollups");
        BUNDLED.keySet().forEach(name -> {
            assertThat(recipe(name).does()).isNotBlank();
            assertThat(recipe(name).parameters().values())
                    .allSatisfy(means -> assertThat(means).isNotBlank());
        });
    }

    private static void assertRefused(String recipe, Map<String, String> values, String reason) {
        assertThatThrownBy(() -> recipe(recipe).change(values, Optional.empty(), COLUMNS))
                .isInstanceOf(ReprocessingRefusedException.class)
                .hasMessageContaining(reason);
    }

    private static Recipe recipe(String name) {
        return new Recipe(name, BUNDLED.get(name));
    }
}
