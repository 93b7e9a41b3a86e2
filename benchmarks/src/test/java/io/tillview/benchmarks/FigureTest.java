package io.tillview.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FigureTest {
    @Test
    void is_the_median_of_its_runs_with_the_least_and_the_most() {
        Figure figure = Figure.lessIsBetter("some.seconds", "s", 4, List.of(5.0, 1.0, 3.0));

        assertThat(figure.value()).isEqualTo(3);
        assertThat(figure.min()).isEqualTo(1);
        assertThat(figure.max()).isEqualTo(5);
        assertThat(figure.runs()).isEqualTo(3);
        assertThat(figure.reachesTarget()).isTrue();
    }

    @Test
    void a_ratio_is_what_a_target_is_held_against() {
        Figure figure = new Figure("sdk.some", 100, "events/s", "the peer", 0.8, 0.85, true, 3, 90, 110);

        assertThat(figure.reachesTarget()).isFalse();
    }

    @Test
    void compares_each_run_with_the_peer_of_the_same_run() {
        Figure figure = Figure.against(
                "sdk.some", "/s", 0.85, true, "the peer", List.of(90.0, 40.0, 80.0), List.of(100.0, 50.0, 80.0));

        assertThat(figure.value()).isEqualTo(80);
        assertThat(figure.ratio()).isEqualTo(0.9);
        assertThat(figure.against()).isEqualTo("the peer");
        assertThat(figure.reachesTarget()).isTrue();
        assertThatThrownBy(() -> Figure.against("sdk.some", "/s", 1, true, "the peer", List.of(1.0), List.of()))
                .hasMessage("1 runs have a peer's 0");
    }

    @Test
    void has_the_published_fields_as_json() throws Exception {
        Figure figure = Figure.lessIsBetter("some.seconds", "s", 4, List.of(2.0));

        JsonNode json = new ObjectMapper().valueToTree(figure);

        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly(
                        "name", "value", "unit", "against", "ratio", "target", "higherIsBetter", "runs", "min", "max");
        assertThat(json.get("ratio").isNull()).isTrue();
    }

    @Test
    void percentiles_are_measured_numbers() {
        List<Double> hundred =
                IntStream.rangeClosed(1, 100).mapToObj(n -> (double) n).toList();

        assertThat(Percentiles.percentile(hundred, 0.99)).isEqualTo(99);
        assertThat(Percentiles.percentile(hundred, 0.5)).isEqualTo(50);
        assertThat(Percentiles.median(List.of(4.0, 1.0))).isEqualTo(2.5);
        assertThatThrownBy(() -> Percentiles.median(List.of())).hasMessageContaining("Nothing was measured");
    }
}
