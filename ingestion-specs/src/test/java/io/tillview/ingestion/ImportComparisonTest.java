package io.tillview.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ImportComparisonTest {
    private static final Instant DAY = Instant.parse("2026-10-20T00:00:00Z");
    private static final MerchantDays NONE = new MerchantDays();
    private static final MerchantDays IMPORTED = days("a", 3, "b", 2);

    @Test
    void all_there_is_in() {
        assertThat(ImportComparison.ofDays(IMPORTED, NONE, IMPORTED).isIn()).hasValue(true);
    }

    @Test
    void nothing_there_is_not_in() {
        assertThat(ImportComparison.ofDays(IMPORTED, NONE, NONE).isIn()).hasValue(false);
    }

    @Test
    void days_of_other_merchants_tell_nothing() {
        assertThat(ImportComparison.ofDays(IMPORTED, NONE, days("c", 3)).isIn()).hasValue(false);
    }

    @Test
    void live_events_are_told_apart_by_what_is_known_of_them() {
        MerchantDays live = days("a", 7);

        assertThat(ImportComparison.ofDays(IMPORTED, live, days("a", 7)).isIn()).hasValue(false);
        assertThat(ImportComparison.ofDays(IMPORTED, live, days("a", 10, "b", 2))
                        .isIn())
                .hasValue(true);
    }

    @Test
    void one_merchant_of_two_is_unclear_and_counted() {
        ImportComparison comparison = ImportComparison.ofDays(IMPORTED, NONE, days("a", 3));

        assertThat(comparison.isIn()).isEmpty();
        assertThat(comparison.isSilent()).isFalse();
        assertThat(comparison.numbers())
                .isEqualTo("of its merchants' days 1 are there, 1 are not, and 0 hold something else");
    }

    @Test
    void another_number_is_unclear_and_told() {
        ImportComparison comparison = ImportComparison.ofDays(IMPORTED, NONE, days("a", 6, "b", 2));

        assertThat(comparison.isIn()).isEmpty();
        assertThat(comparison.numbers())
                .isEqualTo("of its merchants' days 1 are there, 0 are not, and 1 hold something else, such as"
                        + " merchant a on 2026-10-20 with 6 events, where the import has 3 and others are 0");
    }

    @Test
    void days_that_are_not_settled_leave_nothing_to_tell() {
        ImportComparison comparison =
                ImportComparison.ofDays(IMPORTED.before(LocalDate.parse("2026-10-20")), NONE, IMPORTED);

        assertThat(comparison.isIn()).isEmpty();
        assertThat(comparison.isSilent()).isTrue();
    }

    @Test
    void hours_are_compared_with_what_has_the_import() {
        Map<Instant, Long> imported = hours(2, 0, 3);
        Map<Instant, Long> whole = hours(12, 5, 3);

        assertThat(ImportComparison.ofHours(imported, whole, hours(12, 5, 3)).isIn())
                .hasValue(true);
        assertThat(ImportComparison.ofHours(imported, whole, hours(10, 5, 0)).isIn())
                .hasValue(false);
        assertThat(ImportComparison.ofHours(imported, whole, hours(12, 5, 0)).isIn())
                .isEmpty();
    }

    @Test
    void an_hour_without_imported_events_that_differs_makes_all_unclear() {
        ImportComparison comparison = ImportComparison.ofHours(hours(2, 0), hours(12, 5), hours(10, 4));

        assertThat(comparison.isIn()).isEmpty();
        assertThat(comparison.numbers()).contains("2026-10-20T01:00:00Z with 4 events");
    }

    @Test
    void hours_that_lack_the_import_where_it_should_be_are_unclear() {
        assertThat(ImportComparison.ofHours(hours(2), hours(1), hours(1)).isIn())
                .isEmpty();
    }

    @Test
    void an_import_knows_all_hours_of_its_days() {
        SortedMap<Instant, Long> hours = IMPORTED.hours();

        assertThat(hours).hasSize(24).containsEntry(DAY, 5L);
        assertThat(hours.get(DAY.plusSeconds(3_600))).isZero();
    }

    private static MerchantDays days(Object... merchantsAndNumbers) {
        MerchantDays days = new MerchantDays();
        for (int i = 0; i < merchantsAndNumbers.length; i += 2) {
            for (int n = 0; n < (int) merchantsAndNumbers[i + 1]; n++) {
                days.add((String) merchantsAndNumbers[i], DAY.toEpochMilli() + n);
            }
        }
        return days;
    }

    private static Map<Instant, Long> hours(long... numbers) {
        Map<Instant, Long> hours = new TreeMap<>();
        for (int i = 0; i < numbers.length; i++) {
            hours.put(DAY.plusSeconds(3_600L * i), numbers[i]);
        }
        return hours;
    }
}
