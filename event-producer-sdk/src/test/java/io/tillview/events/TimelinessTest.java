package io.tillview.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimelinessTest {

    @ParameterizedTest
    @CsvSource({
        "PT0S, LIVE",
        "PT1H, LIVE",
        "PT1H0.001S, FROM_THE_FUTURE",
        "-PT6H, LIVE",
        "-PT6H0.001S, LATE",
        "-PT87600H, LATE"
    })
    void an_event_is_live_from_six_hours_before_to_one_hour_after_it_came(Duration ahead, Timeliness expected) {
        long arrived = 1_772_366_400_000L;

        assertThat(Timeliness.of(arrived + ahead.toMillis(), arrived)).isEqualTo(expected);
    }
}
