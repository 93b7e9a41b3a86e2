package io.tillview.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.ingestion.records.OffsetRange;
import io.tillview.ingestion.records.RecordAccount;
import io.tillview.ingestion.records.RecordAccount.Partition;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RecordLinesTest {
    private static final OffsetRange RANGE = new OffsetRange(2, 1000, 1100, OptionalLong.empty(), OptionalLong.empty());

    @Test
    void what_holds_no_event_is_named_and_part_of_the_sum() {
        RecordAccount account =
                new RecordAccount(List.of(new Partition(RANGE, 90, 3, 2, 1, 4, 0, 0, 0, 0, List.of(), List.of())));

        assertThat(printed(account))
                .containsExactly(
                        "partition 2, offsets 1,000 up to 1,100: 90 live, 3 late, 2 rejected, 1 without a value,"
                                + " 4 without a record",
                        "90 live + 3 late + 2 rejected + 5 without an event = 100 offsets");
        assertThat(RecordLines.json(account).at("/partitions/0/noRecord").asInt())
                .isEqualTo(4);
    }

    @Test
    void what_kafka_no_longer_keeps_is_said_beside_what_is_in_no_place() {
        RecordAccount account = new RecordAccount(
                List.of(new Partition(RANGE, 98, 0, 0, 0, 0, 0, 2, 0, 60, List.of(1007L, 1020L), List.of())));

        assertThat(printed(account))
                .containsExactly(
                        "partition 2, offsets 1,000 up to 1,100: 98 live, 0 late, 0 rejected",
                        "  Kafka no longer keeps the first 60 of them: what has no row there can't be looked up",
                        "  2 offsets are in no place: 1007, 1020",
                        "98 live + 0 late + 0 rejected is not 100 offsets: 0 not read yet, 2 in no place, 0 more than once");
    }

    private static List<String> printed(RecordAccount account) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        RecordLines.print(account, out);
        return text.toString().lines().toList();
    }
}
