package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the interleavings on the cluster would find, and what they wouldn't take for wrong. */
class InterleavedAnswersTest {
    private static final Duration TOLERANCE = Duration.ofSeconds(2);
    private static final Instant TODAY = Instant.parse("2026-11-26T00:00:00Z");
    private static final String COLUMNS =
            "[{'name': 'time', 'type': 'time'}, {'name': 'events', 'type': 'long'}, {'name': 'gross_sales', 'type': 'money'},"
                    + " {'name': 'visitors', 'type': 'long', 'approximate': true},"
                    + " {'name': 'average_order_value', 'type': 'money'}]";
    private static final String OLD = day("24", 10, "20.00", 100) + ", " + day("25", 5, "10.00", 50);
    private static final String CORRECTED = day("24", 10, "40.00", 100) + ", " + day("25", 5, "15.00", 50);

    private final InterleavedAnswers answers = new InterleavedAnswers();

    @BeforeEach
    void a_correction_is_seen_after_ten_seconds() {
        answers.add(answer(8, OLD));
        answers.add(answer(9.5, OLD));
        answers.add(answer(10, CORRECTED));
        answers.add(answer(20, CORRECTED));
    }

    @Test
    void what_was_right_up_to_the_tolerance_ago_is_right() {
        assertThat(faults(answer(9.7, OLD), false)).isEmpty();
        assertThat(faults(answer(11.5, OLD), false)).isEmpty();
        assertThat(faults(answer(11.5, CORRECTED), false)).isEmpty();
        assertThat(faults(answer(12.5, CORRECTED), false)).isEmpty();
    }

    @Test
    void what_was_right_longer_ago_is_wrong_unless_it_may_be_that_old() {
        InterleavedAnswer old = answer(13, OLD);

        assertThat(faults(old, false)).isNotEmpty();
        assertThat(faults(old, true)).isNotEmpty();
        assertThat(answers.faults(old, Duration.ofSeconds(20), false, false)).isEmpty();
        assertThat(answers.faults(answer(11.5, OLD), Duration.ZERO, false, false))
                .isNotEmpty();
    }

    @Test
    void what_is_new_on_one_day_and_old_on_another_is_wrong() {
        String mixed = day("24", 10, "20.00", 100) + ", " + day("25", 5, "15.00", 50);

        assertThat(faults(answer(11, mixed), false)).isNotEmpty();
        assertThat(faults(answer(11, mixed), true)).as("of closed days").isNotEmpty();
    }

    @Test
    void what_nobody_was_answered_is_wrong() {
        assertThat(faults(answer(11, day("24", 10, "40.00", 100)), true))
                .as("a row too few")
                .isNotEmpty();
        assertThat(faults(answer(11, CORRECTED + ", " + day("26", 1, "1.00", 1)), true))
                .as("a row too many")
                .isNotEmpty();
        assertThat(faults(answer(15, CORRECTED.replace("15.00", "15.01")), true))
                .as("a cent too many")
                .isNotEmpty();
        assertThat(faults(answer(15, CORRECTED.replace("100", "110")), true))
                .as("visitors too many")
                .isNotEmpty();
        assertThat(faults(answer(15, CORRECTED.replace("100", "103")), true))
                .as("visitors that are as many, about")
                .isEmpty();
    }

    @Test
    void an_open_day_may_be_anything_between() {
        answers.add(answer(21, CORRECTED + ", " + day("26", 3, "3.00", 3)));
        answers.add(answer(25, CORRECTED + ", " + day("26", 9, "9.00", 9)));

        assertThat(faults(answer(23, CORRECTED + ", " + day("26", 6, "6.00", 6)), true))
                .isEmpty();
        assertThat(faults(answer(23, CORRECTED + ", " + day("26", 2, "3.00", 3)), true))
                .isNotEmpty();
        assertThat(faults(answer(23, CORRECTED + ", " + day("26", 10, "9.00", 9)), true))
                .isNotEmpty();
        assertThat(faults(answer(23, CORRECTED), true)).isNotEmpty();
        assertThat(faults(answer(23, CORRECTED + ", " + day("26", 6, "6.00", 6)), false))
                .isNotEmpty();
    }

    private List<String> faults(InterleavedAnswer answer, boolean open) {
        return answers.faults(answer, TOLERANCE, open, false);
    }

    /** Takes no time. */
    private static InterleavedAnswer answer(double second, String rows) {
        long nanos = (long) (second * Duration.ofSeconds(1).toNanos());
        String json =
                "{'columns': " + COLUMNS + ", 'rows': [" + rows + "], 'meta': {'cache': 'HIT', 'dataThrough': null}}";
        return InterleavedAnswer.of(nanos, nanos, Tillview.json(json.replace('\'', '"')), TODAY);
    }

    private static String day(String day, int events, String sales, int visitors) {
        return "['2026-11-" + day + "T00:00:00Z', " + events + ", '" + sales + "', " + visitors + ", '2.00']";
    }
}
