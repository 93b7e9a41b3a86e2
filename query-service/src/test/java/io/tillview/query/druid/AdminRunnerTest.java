package io.tillview.query.druid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tillview.query.answering.RunOutcome;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.scoping.QueryScoper;
import io.tillview.query.scoping.Questions;
import io.tillview.query.scoping.ScopedSql;
import io.tillview.tenancy.MerchantScope;
import io.tillview.tenancy.token.DelegationTokenVerifier;
import io.tillview.tenancy.token.DelegationVerification;
import io.tillview.tenancy.token.PlatformTokenVerifier;
import io.tillview.tenancy.token.PlatformVerification;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Queries over all merchants, at the Broker. */
class AdminRunnerTest {

    private final FakeBroker broker = new FakeBroker();
    private final RunOutcome oneRow = new RunOutcome.Rows(List.of(List.of(1L)), Optional.of(broker.address()));
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final AvaticaQueryRunner runner = Runners.at(metrics, broker.address());

    @AfterEach
    void close() {
        runner.close();
        broker.close();
    }

    @Test
    void are_run_with_a_platform_token_in_the_admin_s_name() {
        ScopedSql sql = admins("root");

        assertThat(runner.run(sql)).isEqualTo(oneRow);

        assertThat(broker.queries).containsExactly(sql.text());
        Map<String, String> login = broker.opened.values().iterator().next();
        assertThat(login)
                .containsEntry("user", "platform")
                .containsOnlyKeys("user", "password", "timeout", "sqlQueryId");
        String token = login.get("password");
        assertThat(new PlatformTokenVerifier(Runners.KEYS.getPublic(), InstantSource.system()).verify(token))
                .isEqualTo(new PlatformVerification.Verified("root"));
        assertThat(new DelegationTokenVerifier(Runners.KEYS.getPublic(), InstantSource.system()).verify(token))
                .isInstanceOf(DelegationVerification.Refused.class);
    }

    @Test
    void never_run_on_a_merchant_s_connection_nor_a_merchant_s_on_theirs() {
        for (MerchantScope scope : List.of(Questions.SHOP, Questions.EVERYBODY, Questions.SHOP, Questions.EVERYBODY)) {
            runner.run(sql(scope, "root"));
            awaitIdle();
        }
        runner.run(sql(Questions.EVERYBODY, "another"));

        assertThat(broker.opened.values())
                .extracting(login -> login.get("user"))
                .containsExactlyInAnyOrder("delegation", "platform", "platform");
    }

    @Test
    void leave_merchants_their_turns() {
        broker.silent = true;
        CompletableFuture<RunOutcome> first = CompletableFuture.supplyAsync(() -> runner.run(admins("root")));
        await().atMost(Duration.ofSeconds(10)).until(() -> !broker.open.isEmpty());

        RunOutcome second = runner.run(admins("another"));

        assertThat(second).isEqualTo(new RunOutcome.Overloaded());
        assertThat(first.join()).isEqualTo(new RunOutcome.TimedOut());
        broker.silent = false;
        assertThat(runner.run(admins("another"))).isEqualTo(oneRow);
    }

    @Test
    void that_are_too_large_are_the_question_s_fault_and_all_else_is_ours() {
        broker.failure = "ResourceLimitExceededException: Not enough dictionary space to execute this query";
        assertThat(runner.run(admins("root")))
                .isEqualTo(new RunOutcome.Refused(RunOutcome.Refused.Reason.TOO_LARGE, OptionalInt.empty()));

        broker.failure = "Cannot build plan for query";
        assertThat(runner.run(admins("root"))).isEqualTo(new RunOutcome.Failed());
    }

    @Test
    void a_login_tells_its_token_to_nobody() {
        assertThat(new BrokerLogins.Login("platform", "a-token")).hasToString("Login[platform]");
    }

    /** Until every connection can be used again. */
    private void awaitIdle() {
        await().untilAsserted(() -> assertThat(
                        metrics.get("tillview.druid.connections.idle").gauge().value())
                .isEqualTo(broker.opened.size()));
    }

    private static ScopedSql admins(String subject) {
        return sql(Questions.EVERYBODY, subject);
    }

    private static ScopedSql sql(MerchantScope scope, String subject) {
        return new QueryScoper()
                .scope(Questions.of("events"), Questions.NOVEMBER, Datasource.MERCHANT_METRICS, scope, subject);
    }
}
