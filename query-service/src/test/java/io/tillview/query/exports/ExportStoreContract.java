package io.tillview.query.exports;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.ExportCompression;
import io.tillview.query.ExportFormat;
import io.tillview.query.ExportRequest;
import io.tillview.query.Exported;
import io.tillview.query.Interval;
import io.tillview.query.ProblemType;
import io.tillview.query.QueryResult.Warning;
import io.tillview.query.exports.ExportJob.Failure;
import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.OneMerchant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds of every store of exports. */
public abstract class ExportStoreContract {
    private static final Interval DAY =
            new Interval(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-11-02T00:00:00.123Z"));
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration LIFE = Duration.ofHours(24);
    private static final Duration NO_TIME = Duration.ofMillis(1);
    private static final MerchantId SHOP = new MerchantId("shop-1");
    private static final MerchantId OTHER = new MerchantId("shop-2");

    private ExportStore store;

    /** A store without exports. */
    protected abstract ExportStore emptyStore();

    @BeforeEach
    void empty() {
        store = emptyStore();
    }

    @Test
    void an_export_is_its_merchants_and_no_others() {
        ExportJob added = add(SHOP);

        assertThat(store.ask(SHOP, added.id())).contains(added);
        assertThat(store.list(SHOP)).containsExactly(added);
        assertThat(store.ask(OTHER, added.id())).isEmpty();
        assertThat(store.list(OTHER)).isEmpty();
        assertThat(store.remove(OTHER, added.id())).isFalse();
        assertThat(store.remove(SHOP, added.id())).isTrue();
        assertThat(store.ask(SHOP, added.id())).isEmpty();
        assertThat(store.remove(SHOP, added.id())).isFalse();
    }

    @Test
    void what_was_asked_is_kept_as_it_was() {
        ExportJob added = add(SHOP);

        assertThat(added.body()).isEqualTo("{\"say\": \"é 'quoted' \\u0000\"}");
        assertThat(added.subject()).isEqualTo("ann");
        assertThat(added.scope()).isEqualTo(new OneMerchant(SHOP));
        assertThat(added.interval()).isEqualTo(DAY);
        assertThat(added.state()).isEqualTo(ExportState.WAITING);
        assertThat(added.progress()).isEqualTo(ExportProgress.none(DAY.from()));
        assertThat(Duration.between(added.createdAt(), added.expiresAt())).isEqualTo(LIFE);
    }

    @Test
    void several_at_once_are_not_more_than_a_merchant_may_have() {
        long added = IntStream.range(0, 20)
                .parallel()
                .filter(i -> store.add(export(SHOP), 3, LIFE).isPresent())
                .count();

        assertThat(added).isEqualTo(3);
        assertThat(store.list(SHOP)).hasSize(3);
        assertThat(store.add(export(OTHER), 3, LIFE)).isPresent();
    }

    @Test
    void one_export_of_each_merchant_is_claimed_at_a_time() {
        ExportJob first = add(SHOP);
        add(SHOP);
        ExportJob others = add(OTHER);

        assertThat(store.claim(LEASE)).hasValueSatisfying(claimed -> {
            assertThat(claimed.job().id()).isEqualTo(first.id());
            assertThat(claimed.job().state()).isEqualTo(ExportState.RUNNING);
            assertThat(claimed.attempts()).isEqualTo(1);
        });
        assertThat(store.claim(LEASE))
                .hasValueSatisfying(claimed -> assertThat(claimed.job().id()).isEqualTo(others.id()));
        assertThat(store.claim(LEASE)).isEmpty();
    }

    @Test
    void how_far_it_is_is_kept_for_whoever_goes_on() {
        ExportJob job = add(SHOP);
        ClaimedExport claimed = store.claim(NO_TIME).orElseThrow();
        ExportProgress progress = new ExportProgress(
                DAY.from().plusSeconds(3600),
                17,
                List.of(new ExportSegment("a.b", 5), new ExportSegment("a.c", 7)),
                Optional.of("EUR"),
                Optional.of(DAY.to()),
                Set.of(new Warning("before_data", "Nothing \"before\".")));

        assertThat(store.advance(claimed, progress)).isTrue();

        ClaimedExport next = awaitClaim();
        assertThat(next.job().id()).isEqualTo(job.id());
        assertThat(next.job().progress()).isEqualTo(progress);
        assertThat(next.attempts()).isEqualTo(1);
    }

    @Test
    void who_lost_a_claim_changes_nothing() {
        ExportJob job = add(SHOP);
        ClaimedExport old = store.claim(NO_TIME).orElseThrow();
        ClaimedExport current = awaitClaim();

        assertThat(store.advance(old, ExportProgress.none(DAY.to()))).isFalse();
        assertThat(store.complete(old)).isFalse();
        assertThat(store.fail(old, new Failure(ProblemType.INTERNAL, "no"))).isFalse();
        store.release(old, Duration.ZERO);
        assertThat(store.renew(Set.of(old.claim(), current.claim()), LEASE)).containsExactly(current.claim());
        assertThat(current.attempts()).isEqualTo(2);
        assertThat(store.complete(current)).isTrue();
        assertThat(store.ask(SHOP, job.id()))
                .hasValueSatisfying(done -> assertThat(done.state()).isEqualTo(ExportState.DONE));
    }

    @Test
    void a_renewed_lease_holds() {
        add(SHOP);
        ClaimedExport claimed = store.claim(Duration.ofSeconds(2)).orElseThrow();

        store.renew(Set.of(claimed.claim()), LEASE);

        assertThat(store.claim(LEASE)).isEmpty();
        assertThat(store.renew(Set.of(claimed.claim()), LEASE)).containsExactly(claimed.claim());
    }

    @Test
    void why_it_failed_is_kept() {
        ExportJob job = add(SHOP);
        Failure failure = new Failure(ProblemType.SEVERAL_CURRENCIES, "Filter by one.");

        assertThat(store.fail(store.claim(LEASE).orElseThrow(), failure)).isTrue();

        ExportJob failed = store.ask(SHOP, job.id()).orElseThrow();
        assertThat(failed.state()).isEqualTo(ExportState.FAILED);
        assertThat(failed.failure()).contains(failure);
        assertThat(store.claim(LEASE)).isEmpty();
    }

    @Test
    void what_is_given_back_waits_as_long_as_was_said() {
        add(SHOP);
        store.release(store.claim(LEASE).orElseThrow(), Duration.ofMinutes(1));
        assertThat(store.claim(LEASE)).isEmpty();

        add(OTHER);
        store.release(store.claim(LEASE).orElseThrow(), Duration.ZERO);

        assertThat(store.claim(LEASE))
                .hasValueSatisfying(claimed -> assertThat(claimed.attempts()).isEqualTo(2));
    }

    @Test
    void only_what_is_unfinished_and_unasked_is_cancelled() {
        ExportJob done = add(SHOP);
        store.complete(store.claim(LEASE).orElseThrow());
        ExportJob running = add(SHOP);
        ClaimedExport claimed = store.claim(LEASE).orElseThrow();
        assertThat(store.cancelUnasked(LEASE)).isEmpty();

        assertThat(store.cancelUnasked(Duration.ofSeconds(-1))).containsExactly(running.id());

        assertThat(store.ask(SHOP, running.id()).orElseThrow().state()).isEqualTo(ExportState.CANCELLED);
        assertThat(store.ask(SHOP, done.id()).orElseThrow().state()).isEqualTo(ExportState.DONE);
        assertThat(store.renew(Set.of(claimed.claim()), LEASE)).isEmpty();
        assertThat(store.advance(claimed, ExportProgress.none(DAY.to()))).isFalse();
    }

    @Test
    void what_is_over_is_gone() {
        ExportJob kept = add(SHOP);
        ExportJob over = store.add(export(SHOP), 10, Duration.ZERO).orElseThrow();

        assertThat(store.removeExpired()).containsExactly(over.id());

        assertThat(store.list(SHOP)).extracting(ExportJob::id).containsExactly(kept.id());
    }

    @Test
    void segments_are_those_that_count_and_the_one_that_is_written() {
        ExportJob job = add(SHOP);
        ExportJob other = add(OTHER);
        ClaimedExport claimed = store.claim(LEASE).orElseThrow();
        store.advance(
                claimed,
                new ExportProgress(
                        DAY.to(),
                        1,
                        List.of(new ExportSegment("before", 5)),
                        Optional.of(""),
                        Optional.empty(),
                        Set.of()));

        assertThat(store.segmentsOf(Set.of(job.id(), other.id(), UUID.randomUUID())))
                .containsOnlyKeys(job.id(), other.id())
                .containsEntry(job.id(), Set.of("before", ExportSegment.nameOf(job.id(), claimed.claim())))
                .containsEntry(other.id(), Set.of());
    }

    private ClaimedExport awaitClaim() {
        Instant giveUp = Instant.now().plusSeconds(10);
        Optional<ClaimedExport> claimed = store.claim(LEASE);
        while (claimed.isEmpty() && Instant.now().isBefore(giveUp)) {
            claimed = store.claim(LEASE);
        }
        return claimed.orElseThrow();
    }

    private ExportJob add(MerchantId merchant) {
        return store.add(export(merchant), 10, LIFE).orElseThrow();
    }

    /** Something to export. */
    protected static NewExport export(MerchantId merchant) {
        ExportRequest request = new ExportRequest(
                new Exported.OfEvents(List.of("event_id"), List.of()), DAY, ExportFormat.CSV, ExportCompression.GZIP);
        return new NewExport(
                UUID.randomUUID(), new OneMerchant(merchant), "ann", "{\"say\": \"é 'quoted' \\u0000\"}", request);
    }
}
