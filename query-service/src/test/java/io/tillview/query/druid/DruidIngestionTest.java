package io.tillview.query.druid;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.freshness.IngestionTask;
import io.tillview.query.freshness.SupervisorAnswer;
import io.tillview.query.freshness.SupervisorAnswer.NoAnswer;
import io.tillview.query.freshness.SupervisorAnswer.NoSuchSupervisor;
import io.tillview.query.freshness.SupervisorAnswer.Told;
import io.tillview.query.freshness.SupervisorReport;
import io.tillview.query.freshness.TaskAnswer;
import io.tillview.tenancy.token.StatusTokenSigner;
import io.tillview.tenancy.token.StatusTokenVerifier;
import io.tillview.tenancy.token.StatusVerification;
import java.net.URI;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DruidIngestionTest {
    private static final KeyPair KEYS = keys();
    private static final URI NOBODY = URI.create("http://127.0.0.1:9");
    private static final SupervisorAnswer TASK =
            new Told(new SupervisorReport(false, true, List.of(new IngestionTask("t", true, Map.of(0, 0L)))));

    private final FakeOverlord leader = new FakeOverlord();
    private final FakeOverlord standby = new FakeOverlord();

    @AfterEach
    void close() {
        leader.close();
        standby.close();
    }

    @Test
    void asks_for_the_status_and_proves_itself_with_a_status_token() {
        leader.tellOfTask("t");

        SupervisorAnswer answer = overlords(leader.address()).supervisor(Datasource.MERCHANT_EVENTS);

        assertThat(answer).isEqualTo(TASK);
        assertThat(leader.requests).containsExactly("GET /druid/indexer/v1/supervisor/merchant_events/status");
        StatusTokenVerifier verifier = new StatusTokenVerifier(KEYS.getPublic(), InstantSource.system());
        assertThat(leader.proofs)
                .allSatisfy(proof -> assertThat(verifier.verify(proof.replaceFirst("^Tillview-Status ", "")))
                        .isInstanceOf(StatusVerification.Verified.class));
    }

    @Test
    void one_that_does_not_answer_or_does_not_lead_is_passed_over_and_the_leader_asked_first_from_then_on() {
        standby.follow(leader.address());
        leader.tellOfTask("t");
        DruidIngestion ingestion = overlords(NOBODY, standby.address(), leader.address());

        assertThat(ingestion.supervisor(Datasource.MERCHANT_EVENTS)).isEqualTo(TASK);
        assertThat(ingestion.supervisor(Datasource.MERCHANT_METRICS)).isEqualTo(TASK);
        assertThat(standby.requests).hasSize(1);
    }

    @Test
    void the_token_is_not_taken_where_a_redirect_points_to() {
        leader.tellOfTask("t");
        standby.follow(leader.address());

        assertThat(overlords(standby.address()).supervisor(Datasource.MERCHANT_EVENTS))
                .isInstanceOfSatisfying(
                        NoAnswer.class, none -> assertThat(none.why()).contains("is not the leader"));
        assertThat(leader.requests).isEmpty();
    }

    @Test
    void says_when_nobody_can_say() {
        DruidIngestion ingestion = overlords(leader.address());

        leader.status = 503;
        assertThat(ingestion.supervisor(Datasource.MERCHANT_EVENTS)).isInstanceOf(NoAnswer.class);
        leader.status = 403;
        assertThat(ingestion.supervisor(Datasource.MERCHANT_EVENTS)).isInstanceOf(NoAnswer.class);
        leader.status = 200;
        leader.body = "<html>";
        assertThat(ingestion.supervisor(Datasource.MERCHANT_EVENTS)).isInstanceOf(NoAnswer.class);
        leader.status = 404;
        assertThat(ingestion.supervisor(Datasource.MERCHANT_EVENTS)).isInstanceOf(NoSuchSupervisor.class);
    }

    @Test
    void an_overlord_that_says_nothing_is_not_waited_for() {
        standby.silent = true;
        leader.tellOfTask("t");

        assertThat(overlords(standby.address(), leader.address()).supervisor(Datasource.MERCHANT_EVENTS))
                .isEqualTo(TASK);
    }

    @Test
    void asks_where_a_datasource_begins() {
        leader.body = "{\"name\": \"merchant_events\", \"segments\": {\"minTime\": \"2026-11-22T12:00:00.000Z\"}}";

        assertThat(overlords(leader.address()).earliest(Datasource.MERCHANT_EVENTS))
                .contains(Instant.parse("2026-11-22T12:00:00Z"));
        assertThat(leader.requests).containsExactly("GET /druid/coordinator/v1/datasources/merchant_events");
        assertThat(overlords(NOBODY).earliest(Datasource.MERCHANT_EVENTS)).isEmpty();
    }

    @Test
    void asks_a_task_itself_at_the_indexer_that_has_it() {
        leader.body = "{\"0\": 7}";
        standby.status = 503;
        DruidIngestion ingestion = indexers(standby.address(), leader.address());

        assertThat(ingestion.tasks(Set.of("t"))).isEqualTo(Map.of("t", new TaskAnswer.At(Map.of(0, 7L))));
        assertThat(ingestion.tasks(Set.of("t"))).isEqualTo(Map.of("t", new TaskAnswer.At(Map.of(0, 7L))));

        assertThat(leader.requests)
                .containsExactly(
                        "GET /druid/worker/v1/chat/t/offsets/current", "GET /druid/worker/v1/chat/t/offsets/current");
        assertThat(standby.requests).hasSize(1);
    }

    @Test
    void tells_a_task_that_is_not_there_from_one_whose_process_is_gone_or_silent() {
        leader.body = "{\"0\": 7}";
        DruidIngestion ingestion = indexers(leader.address());
        assertThat(ingestion.tasks(Set.of("t"))).containsValue(new TaskAnswer.At(Map.of(0, 7L)));

        leader.status = 503;
        assertThat(ingestion.tasks(Set.of("t"))).containsValue(new TaskAnswer.NotThere());
        leader.status = 500;
        assertThat(ingestion.tasks(Set.of("t"))).containsValue(new TaskAnswer.Silent());
        leader.silent = true;
        assertThat(ingestion.tasks(Set.of("t"))).containsValue(new TaskAnswer.Silent());
        leader.close();
        assertThat(ingestion.tasks(Set.of("t"))).containsValue(new TaskAnswer.Gone());
    }

    @Test
    void that_one_indexer_does_not_have_a_task_says_nothing_while_another_is_gone() {
        standby.status = 503;

        assertThat(indexers(standby.address(), NOBODY).tasks(Set.of("t"))).containsValue(new TaskAnswer.Gone());
        assertThat(indexers(NOBODY, standby.address()).tasks(Set.of("t"))).containsValue(new TaskAnswer.Gone());
    }

    private static DruidIngestion overlords(URI... overlords) {
        return ingestion("tillview.druid.overlords", overlords);
    }

    private static DruidIngestion indexers(URI... indexers) {
        return ingestion("tillview.druid.indexers", indexers);
    }

    private static DruidIngestion ingestion(String key, URI... addresses) {
        DruidConfig config = new SmallRyeConfigBuilder()
                .withMapping(DruidConfig.class)
                .withDefaultValue(
                        key, Arrays.stream(addresses).map(URI::toString).collect(Collectors.joining(",")))
                .build()
                .getConfigMapping(DruidConfig.class);
        return new DruidIngestion(
                config, new StatusTokenSigner(KEYS.getPrivate(), InstantSource.system()), InstantSource.system());
    }

    private static KeyPair keys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
