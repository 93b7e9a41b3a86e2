package io.tillview.query.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeZonesTest {
    private final TimeZones timeZones = new TimeZones(InstantSource.fixed(Instant.parse("2026-11-01T00:00:00Z")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTC",
                "America/New_York",
                "Europe/Berlin",
                "Asia/Kathmandu",
                "Australia/Lord_Howe",
                "Asia/Almaty"
            })
    void zones_both_sides_know_alike_may_be_named(String zone) {
        assertThat(TimeZones.isKnown(zone)).isTrue();
        assertThat(timeZones.agree(zone)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+02:00", "Mars/Olympus", "SystemV/EST5", "", "america/new_york"})
    void what_is_no_iana_name_is_not_known(String zone) {
        assertThat(TimeZones.isKnown(zone)).isFalse();
    }

    @Test
    void a_zone_only_one_side_has_does_not_agree() {
        assertThat(timeZones.agree("SystemV/EST5")).isFalse();
    }
}
