package io.tillview.events.spool;

import static io.tillview.events.spool.Records.append;
import static io.tillview.events.spool.Records.drain;
import static io.tillview.events.spool.Records.open;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** A spool whose file is not as it was left: what a power cut or a bad disk makes of it. */
class DamagedSpoolTest {

    private static final int RECORDS = 12;
    private static final int VALUE = 90;
    private static final int RECORD = 128;

    /** The tail torn off at every byte: what lies before it is recovered, and nothing else. */
    @Property(tries = 1)
    void recovers_what_lies_before_a_torn_tail() throws IOException {
        byte[] whole = written();
        int end = SegmentFile.FIRST + RECORDS * RECORD;
        for (int cut = SegmentFile.FIRST; cut <= end; cut++) {
            byte[] torn = whole.clone();
            Arrays.fill(torn, cut, end, (byte) 0);
            int intact = wholeRecordsBefore(cut);

            Recovery recovery = recover(torn);

            // Padding behind a record is no part of it.
            assertThat(recovery.numbers()).as("cut at %d", cut).isEqualTo(numbers(0, intact));
            assertThat(recovery.torn()).as("cut at %d", cut).isLessThanOrEqualTo(1);
        }
    }

    /** A torn tail, and a successor that writes on and is killed in its turn: what it wrote is there beside what was before. */
    @Property(tries = 40)
    void keeps_what_was_written_after_a_torn_tail(@ForAll @IntRange(min = 0, max = RECORDS * RECORD) int cut)
            throws IOException {
        byte[] torn = written();
        Arrays.fill(torn, SegmentFile.FIRST + cut, SegmentFile.FIRST + RECORDS * RECORD, (byte) 0);
        Path folder = Files.createTempDirectory("spool");
        Files.write(folder.resolve("0.spool"), torn);
        try (Spool spool = open(folder)) {
            for (long number = 100; number < 100 + RECORDS; number++) {
                append(spool, number, VALUE);
            }
        }

        try (Spool spool = open(folder)) {
            List<Long> expected = new ArrayList<>(numbers(0, wholeRecordsBefore(SegmentFile.FIRST + cut)));
            expected.addAll(numbers(100, 100 + RECORDS));
            assertThat(drain(spool)).isEqualTo(expected);
        } finally {
            delete(folder);
        }
    }

    /** A page lost in the middle: what lies behind it is found all the same. */
    @Property(tries = 40)
    void recovers_what_lies_around_a_damaged_stretch(
            @ForAll @IntRange(min = 0, max = RECORDS - 3) int first,
            @ForAll @IntRange(min = 0, max = RECORD - 8) int within)
            throws IOException {
        byte[] damaged = written();
        int from = SegmentFile.FIRST + first * RECORD + within;
        Arrays.fill(damaged, from, from + RECORD, (byte) 0xa5);

        Recovery recovery = recover(damaged);

        assertThat(recovery.numbers()).isSorted().doesNotHaveDuplicates();
        assertThat(recovery.numbers()).containsAll(numbers(0, first)).containsAll(numbers(first + 2, RECORDS));
        assertThat(recovery.torn()).isPositive();
    }

    /** Flipped bits anywhere: a record is recovered as it was or not at all, and at most one is lost for each bit. */
    @Property(tries = 300)
    void never_takes_a_damaged_record_for_a_good_one(
            @ForAll @Size(min = 1, max = 3) List<@IntRange(min = 0, max = (64 + RECORDS * 128) * 8 - 1) Integer> bits)
            throws IOException {
        byte[] damaged = written();
        for (int bit : bits) {
            damaged[bit / 8] ^= (byte) (1 << (bit % 8));
        }

        Recovery recovery = recover(damaged);

        assertThat(recovery.numbers()).doesNotHaveDuplicates().isSubsetOf(numbers(0, RECORDS));
        assertThat(recovery.numbers().size()).isGreaterThanOrEqualTo(RECORDS - bits.size());
        assertThat(recovery.intact()).isTrue();
    }

    /** Any sequence of appends, takes, settlements and reopenings: nothing is lost, and order is kept. */
    @Property(tries = 60)
    void a_spool_is_a_queue_that_forgets_only_what_was_settled(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 0, max = 4) Integer> steps) throws IOException {
        Path folder = Files.createTempDirectory("spool");
        List<Long> model = new ArrayList<>();
        long next = 0;
        Spool spool = open(folder);
        try {
            for (int step : steps) {
                if (step <= 1) {
                    for (int i = 0; i < 20 + step * 300; i++) {
                        if (append(spool, next, 50 + step * 500) != null) {
                            model.add(next);
                        }
                        next++;
                    }
                } else if (step == 4) {
                    spool.close();
                    spool = open(folder);
                } else {
                    SpoolPlace place = new SpoolPlace();
                    for (int i = 0; i < 250 && !model.isEmpty(); i++) {
                        assertThat(spool.take(place).idLow()).isEqualTo(model.get(0));
                        spool.settle(place);
                        model.remove(0);
                    }
                }
            }
            assertThat(drain(spool)).isEqualTo(model);
        } finally {
            spool.close();
            delete(folder);
        }
    }

    private record Recovery(List<Long> numbers, long torn, boolean intact) {}

    private static byte[] written() throws IOException {
        Path folder = Files.createTempDirectory("spool");
        try (Spool spool = open(folder)) {
            for (long number = 0; number < RECORDS; number++) {
                append(spool, number, VALUE);
            }
        }
        byte[] whole = Files.readAllBytes(folder.resolve("0.spool"));
        delete(folder);
        return whole;
    }

    private static Recovery recover(byte[] file) throws IOException {
        Path folder = Files.createTempDirectory("spool");
        Files.write(folder.resolve("0.spool"), file);
        try (Spool spool = open(folder)) {
            List<Long> numbers = new ArrayList<>();
            boolean intact = true;
            SpoolPlace place = new SpoolPlace();
            for (SpooledRecord record = spool.take(place); record != null; record = spool.take(place)) {
                numbers.add(record.idLow());
                intact &= Arrays.equals(record.value(), Records.value(record.idLow(), VALUE));
            }
            return new Recovery(numbers, spool.counts().torn(), intact);
        } finally {
            delete(folder);
        }
    }

    private static int wholeRecordsBefore(int cut) {
        int padding = RECORD - RecordLayout.HEADER - "m-0".length() - VALUE;
        return (cut - SegmentFile.FIRST + padding) / RECORD;
    }

    private static List<Long> numbers(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
