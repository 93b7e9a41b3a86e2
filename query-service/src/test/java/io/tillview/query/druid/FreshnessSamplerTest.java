package io.tillview.query.druid;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.tillview.query.freshness.Freshness;
import io.tillview.query.freshness.IngestionState;
import io.tillview.tenancy.token.StatusTokenSigner;
import io.tillview.tenancy.token.StatusTokenVerifier;
import io.tillview.tenancy.token.StatusVerification;
import java.net.URI;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FreshnessSamplerTest {
    private static final KeyPair KEYS = keys();
    private static final URI NOBODY = URI.create("http://127.0.0.1:9");

    private final FakeOverlord leader = new FakeOverlord();
    private final FakeOverlord standby = new FakeOverlord();
    private FreshnessSampler sampler;

    @AfterEach
    void close() {
        if (sampler != null) {
            sampler.close();
        }
        leader.close();
        standby.close();
    }

    @Test
    void says_how_far_every_datasource_reaches() {
        sample(leader.address());
        leader.tell("2026-11-22T12:00:00.000Z", 10, 8);
        await(all -> all.stream().allMatch(one -> one.recordsBehind().orElse(-1) == 2));
        leader.tell("2026-11-22T12:00:05.000Z", 10, 10);

        await(all -> all.stream()
                .allMatch(one -> one.state() == IngestionState.INGESTING
                        && one.dataThrough().equals(Optional.of(Instant.parse("2026-11-22T12:00:04Z")))
                        && one.recordsBehind().orElse(-1) == 0));
        assertThat(sampler.all())
                .extracting(one -> one.datasource().table())
                .containsExactly("merchant_metrics", "merchant_events");
    }

    @Test
    void asks_for_nothing_but_the_status_and_proves_itself_with_a_status_token() {
        leader.tell("2026-11-22T12:00:00.000Z", 10, 10);
        sample(leader.address());
        await(all -> all.stream().allMatch(one -> one.state() == IngestionState.INGESTING));

        assertThat(leader.requests)
                .allMatch(request ->
                        request.matches("GET /druid/indexer/v1/supervisor/merchant_(events|metrics)/status"));
        StatusTokenVerifier verifier = new StatusTokenVerifier(KEYS.getPublic(), InstantSource.system());
        assertThat(leader.proofs)
                .allSatisfy(proof -> assertThat(verifier.verify(proof.replaceFirst("^Tillview-Status ", "")))
                        .isInstanceOf(StatusVerification.Verified.class));
    }

    @Test
    void one_that_does_not_answer_or_does_not_lead_is_passed_over() {
        standby.follow(leader.address());
        leader.tell("2026-11-22T12:00:00.000Z", 10, 10);

        sample(NOBODY, standby.address(), leader.address());

        await(all -> all.stream().allMatch(one -> one.state() == IngestionState.INGESTING));
    }

    @Test
    void the_token_is_not_taken_where_a_redirect_points_to() {
        FakeOverlord stranger = leader;
        stranger.tell("2026-11-22T12:00:00.000Z", 10, 10);
        standby.follow(stranger.address());

        sample(standby.address());

        await(all -> all.stream().allMatch(one -> one.state() == IngestionState.UNREACHABLE));
        assertThat(stranger.requests).isEmpty();
    }

    @Test
    void stands_still_and_says_so_while_nobody_can_say() {
        leader.tell("2026-11-22T12:00:00.000Z", 10, 10);
        sample(leader.address());
        await(all -> all.stream().allMatch(one -> one.recordsBehind().isPresent()));
        leader.tell("2026-11-22T12:00:05.000Z", 10, 10);
        await(all -> all.stream().allMatch(one -> one.dataThrough().isPresent()));
        List<Instant> reached = dataThrough();

        leader.status = 503;
        await(all -> all.stream().allMatch(one -> one.state() == IngestionState.UNREACHABLE));
        assertThat(dataThrough()).isEqualTo(reached);
        leader.status = 404;
        await(all -> all.stream().allMatch(one -> one.state() == IngestionState.MISSING));
        leader.status = 403;
        await(all -> all.stream().allMatch(one -> one.state() == IngestionState.UNREACHABLE));
        leader.status = 200;
        leader.body = "<html>";
        int asked = leader.requests.size();
        await(all -> leader.requests.size() > asked + 3);

        assertThat(sampler.all()).allMatch(one -> one.state() == IngestionState.UNREACHABLE);
        assertThat(dataThrough()).isEqualTo(reached);
    }

    @Test
    void an_overlord_that_says_nothing_is_not_waited_for() {
        standby.silent = true;
        leader.tell("2026-11-22T12:00:00.000Z", 10, 10);

        sample(standby.address(), leader.address());

        await(all -> all.stream().allMatch(one -> one.state() == IngestionState.INGESTING));
    }

    @Test
    void without_overlords_nothing_is_known() {
        sample();

        assertThat(sampler.all())
                .allMatch(one -> one.state() == IngestionState.UNKNOWN
                        && one.dataThrough().isEmpty());
    }

    private List<Instant> dataThrough() {
        return sampler.all().stream()
                .map(one -> one.dataThrough().orElseThrow())
                .toList();
    }

    private void sample(URI... overlords) {
        SmallRyeConfigBuilder config = new SmallRyeConfigBuilder()
                .withMapping(DruidConfig.class)
                .withDefaultValue("tillview.druid.freshness-interval", "PT0.02S");
        if (overlords.length > 0) {
            config.withDefaultValue(
                    "tillview.druid.overlords",
                    Arrays.stream(overlords).map(URI::toString).collect(Collectors.joining(",")));
        }
        sampler = new FreshnessSampler(
                config.build().getConfigMapping(DruidConfig.class),
                new StatusTokenSigner(KEYS.getPrivate(), InstantSource.system()),
                InstantSource.system());
        sampler.start();
    }

    private void await(Predicate<List<Freshness>> condition) {
        long giveUp = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.test(sampler.all())) {
            assertThat(System.nanoTime()).as(() -> sampler.all().toString()).isLessThan(giveUp);
            Thread.onSpinWait();
        }
    }

    private static KeyPair keys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
