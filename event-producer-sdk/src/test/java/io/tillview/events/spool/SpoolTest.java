package io.tillview.events.spool;

import static io.tillview.events.spool.Records.append;
import static io.tillview.events.spool.Records.drain;
import static io.tillview.events.spool.Records.open;
import static io.tillview.events.spool.Records.record;
import static io.tillview.events.spool.Records.takeAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SpoolTest {

    @TempDir
    private Path folder;

    @Test
    void gives_back_what_was_appended() throws IOException {
        try (Spool spool = open(folder)) {
            append(spool, 42, 1_000);

            SpooledRecord taken = spool.take(new SpoolPlace());

            assertThat(taken.key()).isEqualTo(record(42, 1_000).key());
            assertThat(taken.value()).isEqualTo(record(42, 1_000).value());
            assertThat(taken.idHigh()).isEqualTo(7);
            assertThat(taken.idLow()).isEqualTo(42);
            assertThat(taken.generation()).isEqualTo(3);
            assertThat(taken.again()).isFalse();
            assertThat(spool.take(new SpoolPlace())).isNull();
            assertThat(spool.isBehind()).isFalse();
        }
    }

    @Test
    void hands_a_record_to_its_caller_only_while_nothing_waits() throws IOException {
        try (Spool spool = open(folder)) {
            SpoolPlace first = new SpoolPlace();
            SpoolPlace second = new SpoolPlace();
            Appended caughtUp = spool.append(first, record(1, 10), Purpose.WRITE_AHEAD, true);
            spool.giveBack(first, false);
            Appended behind = spool.append(second, record(2, 10), Purpose.WRITE_AHEAD, true);

            List<Long> line = takeAll(spool);

            assertThat(caughtUp).isEqualTo(Appended.HANDED);
            assertThat(behind).isEqualTo(Appended.WAITING);
            assertThat(line).containsExactly(1L, 2L);
            assertThat(spool.append(new SpoolPlace(), record(3, 10), Purpose.IF_BEHIND, true))
                    .isEqualTo(Appended.NOT_NEEDED);
        }
    }

    @Test
    void gives_a_record_back_to_its_place_in_line() throws IOException {
        try (Spool spool = open(folder)) {
            for (long number = 0; number < 6_000; number++) {
                append(spool, number, 100);
            }
            SpoolPlace first = new SpoolPlace();
            spool.take(first);
            SpoolPlace third = new SpoolPlace();
            spool.take(new SpoolPlace());
            spool.take(third);
            LongStream.range(3, 5_000).forEach(number -> spool.take(new SpoolPlace()));
            spool.giveBack(third, false);
            spool.giveBack(first, true);

            List<Long> line = takeAll(spool);

            List<Long> expected = new ArrayList<>(List.of(0L, 2L));
            LongStream.range(5_000, 6_000).forEach(expected::add);
            assertThat(line).isEqualTo(expected);
        }
    }

    @Test
    void leaves_to_its_successor_what_is_not_settled_and_says_what_may_be_sent_already() throws IOException {
        try (Spool spool = open(folder)) {
            for (long number = 0; number < 4; number++) {
                append(spool, number, 100);
            }
            SpoolPlace settled = new SpoolPlace();
            spool.take(settled);
            spool.take(new SpoolPlace());
            SpoolPlace kept = new SpoolPlace();
            spool.take(kept);
            spool.settle(settled);
            spool.keep(kept);
        }

        try (Spool successor = open(folder)) {
            SpooledRecord handed = successor.take(new SpoolPlace());
            SpooledRecord uncertain = successor.take(new SpoolPlace());
            SpooledRecord waiting = successor.take(new SpoolPlace());

            assertThat(successor.counts().recovered()).isEqualTo(3);
            assertThat(List.of(handed.idLow(), uncertain.idLow(), waiting.idLow()))
                    .containsExactly(1L, 2L, 3L);
            assertThat(List.of(handed.again(), uncertain.again(), waiting.again()))
                    .containsExactly(true, true, false);
            assertThat(waiting.generation()).isZero();
        }
    }

    @Test
    void uses_its_files_again_and_never_takes_their_old_content_for_new() throws IOException {
        try (Spool spool = open(folder)) {
            List<Long> drained = new ArrayList<>();
            for (long number = 0; number < 50_000; number++) {
                append(spool, number, 200);
                if (number % 1_000 == 999) {
                    drained.addAll(drain(spool));
                }
            }
            for (long number = 0; number < 3; number++) {
                append(spool, number, 200);
            }

            assertThat(drained).hasSize(50_000).isSorted();
            assertThat(spool.counts().bytes()).isLessThanOrEqualTo(Records.MIB);
        }

        try (Spool successor = open(folder)) {
            assertThat(drain(successor)).containsExactly(0L, 1L, 2L);
            assertThat(successor.counts().torn()).isZero();
        }
    }

    @Test
    void goes_on_in_the_file_that_was_written_last() throws IOException {
        int lives = 200;
        for (long life = 0; life < lives; life++) {
            try (Spool spool = open(folder)) {
                assertThat(append(spool, 2 * life, 200)).as("life %d", life).isNotNull();
                append(spool, 2 * life + 1, 200);
            }
        }

        try (Spool successor = open(folder)) {
            assertThat(successor.counts().bytes()).isLessThanOrEqualTo(2 * Records.MIB / 8);
            assertThat(drain(successor))
                    .isEqualTo(LongStream.range(0, 2L * lives).boxed().toList());
            assertThat(successor.counts().torn()).isZero();
        }
    }

    @Test
    void frees_the_file_it_went_on_in_with_its_last_record() throws IOException {
        try (Spool spool = open(folder)) {
            append(spool, 0, 200);
        }
        List<Long> drained = new ArrayList<>();
        try (Spool successor = open(folder)) {
            for (long number = 1; number < 50_000; number++) {
                append(successor, number, 200);
                if (number % 1_000 == 999) {
                    drained.addAll(drain(successor));
                }
            }
            assertThat(successor.counts().bytes()).isLessThanOrEqualTo(Records.MIB);
        }
        assertThat(drained).isEqualTo(LongStream.range(0, 50_000).boxed().toList());
    }

    @Test
    void keeps_its_bound_and_refuses_the_newest() throws IOException {
        try (Spool spool = open(folder)) {
            long accepted = LongStream.range(0, 20_000)
                    .filter(number -> append(spool, number, 200) != null)
                    .count();

            assertThat(bytesOnDisk()).isLessThanOrEqualTo(Records.MIB + 64);
            assertThat(accepted).isBetween(4_000L, 5_000L);
            assertThat(drain(spool)).hasSize((int) accepted).isSorted();
            assertThat(append(spool, 1, 200)).isNotNull();
        }
    }

    @Test
    void keeps_its_bound_and_drops_the_oldest() throws IOException {
        List<Long> gaveWay = new ArrayList<>();
        try (Spool spool = open(
                Records.settings(folder, Records.MIB, SpoolFullPolicy.DROP_OLDEST, Duration.ZERO),
                record -> gaveWay.add(record.idLow()))) {
            long accepted = LongStream.range(0, 20_000)
                    .filter(number -> append(spool, number, 200) != null)
                    .count();

            List<Long> left = drain(spool);

            assertThat(accepted).isEqualTo(20_000);
            assertThat(gaveWay).isSorted().isNotEmpty();
            assertThat(left).isSorted().contains(19_999L).doesNotContainAnyElementsOf(gaveWay);
            assertThat(left.size() + gaveWay.size()).isEqualTo(20_000);
        }
    }

    @Test
    void tells_that_a_record_waits_before_the_reader_can_have_it() throws Exception {
        int count = 300_000;
        Set<Long> told = ConcurrentHashMap.newKeySet();
        try (Spool spool = open(
                Records.settings(folder, 64 * Records.MIB, SpoolFullPolicy.BLOCK, Duration.ofSeconds(30)),
                record -> {})) {
            CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
                for (int number = 0; number < count; number++) {
                    SpoolPlace place = new SpoolPlace() {
                        @Override
                        protected void onWaiting() {
                            told.add(position());
                        }
                    };
                    spool.append(place, record(number, 8), Purpose.IN_LINE, true);
                }
            });
            int taken = 0;
            SpoolPlace place = new SpoolPlace();
            while (taken < count) {
                spool.awaitBehind(Long.MAX_VALUE);
                for (SpooledRecord record = spool.take(place); record != null; record = spool.take(place)) {
                    assertThat(told.remove(record.position())).isTrue();
                    spool.settle(place);
                    taken++;
                }
            }
            writer.join();
        }
    }

    @Test
    void holds_a_caller_back_until_there_is_room_or_the_time_is_over() throws Exception {
        try (Spool spool = open(
                Records.settings(folder, Records.MIB, SpoolFullPolicy.BLOCK, Duration.ofSeconds(30)), record -> {})) {
            CompletableFuture<Long> writer = CompletableFuture.supplyAsync(() -> LongStream.range(0, 20_000)
                    .filter(number -> append(spool, number, 200) != null)
                    .count());
            long drained = 0;
            while (drained < 20_000) {
                spool.awaitBehind(Long.MAX_VALUE);
                drained += drain(spool).size();
            }

            assertThat(writer.join()).isEqualTo(20_000);
        }
        Path other = folder.resolve("other");
        try (Spool full = open(
                Records.settings(other, Records.MIB, SpoolFullPolicy.BLOCK, Duration.ofMillis(20)), record -> {})) {
            long before = System.nanoTime();
            boolean refused = false;
            for (long number = 0; !refused; number++) {
                refused = append(full, number, 30_000) == null;
            }
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(20));
        }
    }

    @Test
    void belongs_to_one_at_a_time() throws IOException {
        try (Spool spool = open(folder)) {
            assertThat(spool.folder()).isEqualTo(folder);
            assertThatThrownBy(() -> open(folder))
                    .isInstanceOf(SpoolInUseException.class)
                    .hasMessageContaining(folder.toString());
        }
        try (Spool next = open(folder)) {
            assertThat(next.isBehind()).isFalse();
        }
    }

    private long bytesOnDisk() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            long sum = 0;
            for (Path file : files.toList()) {
                sum += Files.size(file);
            }
            return sum;
        }
    }
}
