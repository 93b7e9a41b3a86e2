package io.tillview.ingestion.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillview.ingestion.records.RecordAccount.Partition;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class OffsetTallyTest {
    private static final OffsetRange RANGE = new OffsetRange(3, 100, 106, OptionalLong.empty(), OptionalLong.empty());

    private final OffsetTally tally = new OffsetTally(RANGE);

    @Test
    void counts_every_offset_in_the_one_place_where_it_is() {
        tally.found(RecordClass.LIVE, 100);
        tally.found(RecordClass.LIVE, 103);
        tally.found(RecordClass.LATE, 101);
        tally.found(RecordClass.REJECTED, 102);
        tally.found(RecordClass.REJECTED, 104);
        tally.found(RecordClass.LIVE, 105);

        Partition account = tally.account(106, 0);

        assertThat(account).isEqualTo(new Partition(RANGE, 3, 1, 2, 0, 0, 0, 0, 0, 0, List.of(), List.of()));
        assertThat(new RecordAccount(List.of(account)).isComplete()).isTrue();
    }

    @Test
    void one_that_is_nowhere_is_missing_if_it_was_read_and_pending_if_not() {
        tally.found(RecordClass.LIVE, 100);
        tally.found(RecordClass.LIVE, 102);

        Partition account = tally.account(104, 0);

        assertThat(account.missing()).isEqualTo(2);
        assertThat(account.missingExamples()).containsExactly(101L, 103L);
        assertThat(account.pending()).isEqualTo(2);
        assertThat(new RecordAccount(List.of(account)).isComplete()).isFalse();
    }

    @Test
    void one_in_two_places_or_twice_in_one_counts_for_neither() {
        for (long offset = 100; offset < 106; offset++) {
            tally.found(RecordClass.LIVE, offset);
        }
        tally.found(RecordClass.REJECTED, 104);
        tally.found(RecordClass.LIVE, 105);

        Partition account = tally.account(106, 0);

        assertThat(account.live()).isEqualTo(4);
        assertThat(account.rejected()).isZero();
        assertThat(account.repeated()).isEqualTo(2);
        assertThat(account.repeatedExamples()).containsExactly(104L, 105L);
        assertThat(new RecordAccount(List.of(account)).isComplete()).isFalse();
    }

    @Test
    void what_holds_no_event_is_not_missing_unless_it_has_a_row() {
        tally.found(RecordClass.LIVE, 100);
        tally.found(RecordClass.LATE, 103);
        tally.found(RecordClass.REJECTED, 105);
        tally.withoutEvent(new TopicLookup.Absent(bits(1, 3), bits(2)));
        assertThat(tally.missing(106)).isEqualTo(bits(4));
        tally.found(RecordClass.LIVE, 104);

        Partition account = tally.account(106, 0);

        assertThat(account.late()).isEqualTo(1);
        assertThat(account.tombstones()).isEqualTo(1);
        assertThat(account.noRecord()).isEqualTo(1);
        assertThat(account.missing()).isZero();
        assertThat(new RecordAccount(List.of(account)).isComplete()).isTrue();
    }

    @Test
    void what_kafka_no_longer_keeps_is_accounted_for_by_its_rows_and_counted() {
        tally.found(RecordClass.LIVE, 100);
        tally.found(RecordClass.LIVE, 101);

        Partition account = tally.account(106, 103);

        assertThat(account.noLongerKept()).isEqualTo(3);
        assertThat(account.missing()).isEqualTo(4);
        assertThat(tally.account(106, 500).noLongerKept()).isEqualTo(6);
    }

    @Test
    void offsets_outside_the_range_are_refused() {
        assertThatThrownBy(() -> tally.found(RecordClass.LIVE, 106)).hasMessageContaining("106");
    }

    private static BitSet bits(int... bits) {
        BitSet set = new BitSet();
        for (int bit : bits) {
            set.set(bit);
        }
        return set;
    }
}
