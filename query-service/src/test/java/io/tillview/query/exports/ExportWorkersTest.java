package io.tillview.query.exports;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.tillview.query.ExportRequest;
import io.tillview.query.ProblemType;
import io.tillview.query.answering.ExportedRows;
import io.tillview.query.answering.RunOutcome;
import io.tillview.query.freshness.KnownFreshness;
import io.tillview.query.request.ExportReader;
import io.tillview.query.request.Reading;
import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.OneMerchant;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportWorkersTest {
    private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
    private static final int HOURS = 100 * 24;
    private static final String EVENTS =
            "{\"events\": {\"timeRange\": {\"from\": \"2026-11-01\", \"to\": \"2027-02-09\"},"
                    + " \"columns\": [\"quantity\"]}, \"format\": \"ndjson\", \"compression\": \"%s\"}";

    @TempDir
    Path folder;

    private final MemoryExportStore store = new MemoryExportStore(InstantSource.system());
    private final FakeRows druid = new FakeRows();
    private final ExportReader reader = new ExportReader(InstantSource.fixed(FROM));
    private final Map<String, String> settings = new HashMap<>(Map.of("tillview.exports.poll-interval", "PT0.01S"));
    private WrittenExports written;
    private ExportWorkers workers;

    @BeforeEach
    void look() {
        written = new WrittenExports(store, folder);
    }

    @AfterEach
    void stop() {
        if (workers != null) {
            workers.close();
        }
    }

    @Test
    void writes_what_was_asked_for_piece_by_piece() throws Exception {
        ExportJob job = begin("none");

        startWorkers();

        assertThat(written.linesOf(written.await(job, ExportState.DONE))).isEqualTo(allLines());
        assertThat(druid.asked).hasSizeBetween(3, 30);
    }

    @Test
    void compressed_pieces_are_one_file_to_whoever_reads_it() throws Exception {
        ExportJob job = begin("gzip");

        startWorkers();

        byte[] file = written.bytesOf(written.await(job, ExportState.DONE));
        try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(file))) {
            assertThat(new String(unpacked.readAllBytes(), StandardCharsets.UTF_8).lines())
                    .containsExactlyElementsOf(allLines());
        }
    }

    @Test
    void a_query_that_breaks_off_leaves_no_row_twice() throws Exception {
        druid.next(FakeRows::give);
        druid.next((sql, rows) -> {
            FakeRows.give(sql, rows);
            return new RunOutcome.TimedOut();
        });
        druid.next((sql, rows) -> {
            FakeRows.give(sql, rows);
            return new RunOutcome.Refused(RunOutcome.Refused.Reason.TOO_LARGE, OptionalInt.empty());
        });
        ExportJob job = begin("none");

        startWorkers();

        assertThat(written.linesOf(written.await(job, ExportState.DONE))).isEqualTo(allLines());
    }

    @Test
    void another_goes_on_where_one_was_cut_off_and_what_that_one_still_writes_does_not_count() throws Exception {
        ExportJob job = begin("gzip");
        CountDownLatch takenOver = new CountDownLatch(1);
        druid.next(FakeRows::give);
        druid.next((sql, rows) -> {
            FakeRows.give(sql, rows);
            store.takeOver(job.id());
            takenOver.countDown();
            return FakeRows.give(sql, rows);
        });
        startWorkers();
        takenOver.await();
        workers.close();
        List<ExportSegment> before =
                store.job(job.id()).orElseThrow().progress().segments();
        ClaimedExport other = new ClaimedExport(store.job(job.id()).orElseThrow(), store.claimOf(job.id()), 1);

        RunEnd end = run(other, new ExportLease(job.id()));

        assertThat(end).isInstanceOf(RunEnd.Completed.class);
        ExportJob done = store.job(job.id()).orElseThrow();
        assertThat(done.progress().segments()).hasSize(2).startsWith(before.get(0));
        try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(written.bytesOf(done)))) {
            assertThat(new String(unpacked.readAllBytes(), StandardCharsets.UTF_8).lines())
                    .containsExactlyElementsOf(allLines());
        }
    }

    @Test
    void what_no_broker_answers_waits_and_goes_on() throws Exception {
        druid.next((sql, rows) -> new RunOutcome.Unavailable());
        ExportJob job = begin("none");

        startWorkers();

        assertThat(written.linesOf(written.await(job, ExportState.DONE))).isEqualTo(allLines());
    }

    @Test
    void a_file_has_so_many_bytes_at_most() throws Exception {
        settings.put("tillview.exports.max-bytes", "1000");
        ExportJob job = begin("none");

        startWorkers();

        assertThat(written.await(job, ExportState.FAILED)
                        .failure()
                        .orElseThrow()
                        .problem())
                .isEqualTo(ProblemType.EXPORT_TOO_LARGE);
        assertThat(written.filesLeft()).isEmpty();
    }

    @Test
    void what_nobody_asks_about_is_given_up_while_it_is_written() throws Exception {
        settings.put("tillview.exports.abandoned-after", "PT1M");
        settings.put("tillview.exports.clear-interval", "PT0.05S");
        settings.put("tillview.exports.lease", "PT3S");
        CountDownLatch begun = new CountDownLatch(1);
        druid.next((sql, rows) -> {
            begun.countDown();
            // Rows without an end, until nobody wants them.
            while (true) {
                rows.accept(List.of(1L));
            }
        });
        ExportJob job = begin("none");
        startWorkers();
        begun.await();

        store.unasked(job.id(), Duration.ofMinutes(2));

        written.await(job, ExportState.CANCELLED);
        assertThat(written.filesLeft()).isEmpty();
    }

    @Test
    void replicas_share_the_work_and_write_no_export_twice() throws Exception {
        List<ExportJob> jobs =
                IntStream.range(0, 8).mapToObj(i -> begin("gzip", "shop-" + i)).toList();

        startWorkers();
        ExportWorkers first = workers;
        startWorkers();

        for (ExportJob job : jobs) {
            assertThat(written.await(job, ExportState.DONE).progress().rows()).isEqualTo(HOURS);
        }
        first.close();
        assertThat(written.files()).hasSameSizeAs(jobs);
    }

    @Test
    void a_stopped_replica_gives_back_what_it_was_writing() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch stopping = new CountDownLatch(1);
        druid.next(FakeRows::give);
        druid.next((sql, rows) -> {
            begun.countDown();
            awaitUninterrupted(stopping);
            return FakeRows.give(sql, rows);
        });
        ExportJob job = begin("none");
        startWorkers();
        begun.await();

        Thread closing = new Thread(workers::close);
        closing.start();
        stopping.countDown();
        closing.join();

        ExportJob left = store.job(job.id()).orElseThrow();
        assertThat(left.state()).isIn(ExportState.WAITING, ExportState.DONE);
        startWorkers();
        assertThat(written.linesOf(written.await(job, ExportState.DONE))).isEqualTo(allLines());
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ExportJob begin(String compression) {
        return begin(compression, "shop-1");
    }

    private ExportJob begin(String compression, String merchant) {
        String body = EVENTS.formatted(compression);
        ExportRequest request =
                ((Reading.Understood<ExportRequest>) reader.read(body.getBytes(StandardCharsets.UTF_8))).request();
        NewExport export =
                new NewExport(UUID.randomUUID(), new OneMerchant(new MerchantId(merchant)), "ann", body, request);
        return store.add(export, 10, Duration.ofHours(24)).orElseThrow();
    }

    private RunEnd run(ClaimedExport export, ExportLease lease) {
        ExportRequest request = ((Reading.Understood<ExportRequest>)
                        reader.read(export.job().body().getBytes(StandardCharsets.UTF_8)))
                .request();
        return new ExportRun(export, request, lease, rows(), store, new ExportFiles(folder), Long.MAX_VALUE).run();
    }

    private ExportedRows rows() {
        KnownFreshness nothingKnown = List::of;
        return new ExportedRows(druid, nothingKnown);
    }

    private void startWorkers() {
        ExportsConfig config = new SmallRyeConfigBuilder()
                .withMapping(ExportsConfig.class)
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(ExportsConfig.class);
        workers = new ExportWorkers(
                store,
                new ExportFiles(folder),
                rows(),
                reader,
                config,
                InstantSource.system(),
                new SimpleMeterRegistry());
        workers.start();
    }

    private static List<String> allLines() {
        long first = FROM.getEpochSecond() / 3_600;
        return LongStream.range(first, first + HOURS)
                .mapToObj(hour -> "{\"quantity\":" + hour + "}")
                .toList();
    }
}
