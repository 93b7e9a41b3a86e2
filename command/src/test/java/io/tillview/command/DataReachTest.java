package io.tillview.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DataReachTest {

    @Test
    void says_how_far_the_data_reaches_in_whole_seconds() throws Exception {
        assertThat(DataReach.line("{\"dataThrough\": \"2026-11-24T10:11:12.987Z\", \"lagSeconds\": 3}"))
                .contains("Data reaches 2026-11-24T10:11:12Z (3 s ago)");
    }

    @Test
    void says_nothing_while_it_is_not_known() throws Exception {
        assertThat(DataReach.line("{\"dataThrough\": null, \"lagSeconds\": null}"))
                .isEmpty();
        assertThat(DataReach.line("{}")).isEmpty();
        assertThat(DataReach.line("{\"dataThrough\": \"soon\"}")).isEmpty();
    }
}
