package io.tillview.query.caching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillview.query.CacheUse;
import io.tillview.query.segments.SegmentWatch;
import io.tillview.query.segments.Sighting;
import io.tillview.tenancy.MerchantScope;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events, hand-offs, compaction, late merges, reprocessing, segments that are gone for a while, a Broker that is started anew or says
 * nothing, and questions, in the order of chance. {@code -Dinterleavings.seeds=2000} for the long form.
 */
class InterleavingsTest {
    private static final Logger LOG = LoggerFactory.getLogger(InterleavingsTest.class);
    private static final int SEEDS = Integer.getInteger("interleavings.seeds", 100);
    private static final int STEPS = 5_000;
    private static final int SEEDS_TO_FIND_A_BUG = 50;

    @Test
    void every_answer_is_one_that_an_uncached_question_would_have_got() {
        Map<CacheUse, Integer> uses = new EnumMap<>(CacheUse.class);
        long shared = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Interleaving interleaving = run(seed, watch -> watch);
            interleaving.uses().forEach((use, count) -> uses.merge(use, count, Integer::sum));
            shared += interleaving.shared();
        }

        LOG.info(
                "interleavings: {} seeds of {} steps, 0 wrong; answers: {}; pieces from the other replica: {}",
                SEEDS,
                STEPS,
                uses,
                shared);
        assertThat(shared).isPositive();
        assertThat(uses).containsKeys(CacheUse.values());
    }

    @Test
    void a_fingerprint_that_is_read_once_is_found_out() {
        assertThatThrownBy(() -> {
                    for (int seed = 0; seed < SEEDS_TO_FIND_A_BUG; seed++) {
                        run(seed, ReadOnce::new);
                    }
                })
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("is none of the answers");
    }

    private static Interleaving run(int seed, java.util.function.UnaryOperator<SegmentWatch> bug) {
        Interleaving interleaving = new Interleaving(seed, bug);
        try {
            interleaving.run(STEPS);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("Seed " + seed + ": " + e.getMessage(), e);
        }
        return interleaving;
    }

    /** As if what is served were looked at before a question only, and taken for what is served after it. */
    private record ReadOnce(SegmentWatch watch) implements SegmentWatch {
        @Override
        public URI home(MerchantScope scope, String subject) {
            return watch.home(scope, subject);
        }

        @Override
        public Optional<Sighting> latest(URI broker) {
            return watch.latest(broker);
        }

        @Override
        public CompletableFuture<Optional<Sighting>> fresh(URI broker) {
            return CompletableFuture.completedFuture(watch.latest(broker));
        }
    }
}
