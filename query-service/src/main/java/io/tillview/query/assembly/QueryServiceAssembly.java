package io.tillview.query.assembly;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.tillview.query.answering.JointAsking;
import io.tillview.query.answering.JourneyAnswerer;
import io.tillview.query.answering.JourneysConfig;
import io.tillview.query.answering.KeptRows;
import io.tillview.query.answering.QueryAnswerer;
import io.tillview.query.answering.QueryRunner;
import io.tillview.query.answering.SqlAnswerer;
import io.tillview.query.directory.DirectoryConfig;
import io.tillview.query.druid.AvaticaQueryRunner;
import io.tillview.query.druid.DelegationConfig;
import io.tillview.query.druid.DruidConfig;
import io.tillview.query.druid.DruidIngestion;
import io.tillview.query.exports.ExportsConfig;
import io.tillview.query.freshness.FreshnessSampler;
import io.tillview.query.freshness.KnownFreshness;
import io.tillview.query.http.RememberedTokens;
import io.tillview.query.http.TokensConfig;
import io.tillview.query.kafka.KafkaConfig;
import io.tillview.query.kafka.KafkaTopic;
import io.tillview.query.paging.PageTokens;
import io.tillview.query.request.FunnelReader;
import io.tillview.query.request.QueryReader;
import io.tillview.query.request.RetentionReader;
import io.tillview.query.request.SqlReader;
import io.tillview.tenancy.token.AccessTokenVerifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service's parts, each made once. */
@ApplicationScoped
public class QueryServiceAssembly {
    private static final Logger LOG = LoggerFactory.getLogger(QueryServiceAssembly.class);
    private static final int BEFORE_ALL = 1;
    private static final int AFTERWARDS = 2;

    /** Refuses to start with a configuration that can't work or isn't safe. */
    void start(
            @Observes @Priority(BEFORE_ALL) StartupEvent event,
            DruidConfig druid,
            KafkaConfig kafka,
            DelegationConfig delegation,
            TokensConfig tokens,
            JourneysConfig journeys,
            DirectoryConfig directory,
            ExportsConfig exports) {
        List<String> faults = new ConfigurationCheck(druid, kafka, delegation, tokens, journeys).faults();
        faults.addAll(ExportsAssembly.faults(directory, exports));
        if (!faults.isEmpty()) {
            throw new ConfigurationException("The configuration can't be used:\n  - " + String.join("\n  - ", faults));
        }
    }

    /** Begins with what goes on in the background. */
    void begin(
            @Observes @Priority(AFTERWARDS) StartupEvent event,
            DruidConfig druid,
            KafkaConfig kafka,
            FreshnessSampler sampler) {
        if (druid.overlordAddresses().isEmpty()
                || druid.indexerAddresses().isEmpty()
                || kafka.bootstrapServers().isEmpty()) {
            LOG.warn(
                    "tillview.druid.overlords, tillview.druid.indexers and tillview.kafka.bootstrap-servers are not all"
                            + " set: nobody can say how far the data reaches.");
        } else {
            sampler.start();
        }
    }

    @Produces
    @Singleton
    InstantSource clock() {
        return InstantSource.system();
    }

    @Produces
    @Singleton
    AccessTokenVerifier accessTokenVerifier(TokensConfig tokens, InstantSource clock) {
        return tokens.verifier(clock);
    }

    @Produces
    @Singleton
    RememberedTokens rememberedTokens(AccessTokenVerifier verifier, InstantSource clock) {
        return new RememberedTokens(verifier, clock);
    }

    @Produces
    @Singleton
    AvaticaQueryRunner queryRunner(
            DruidConfig druid, DelegationConfig delegation, MeterRegistry metrics, InstantSource clock) {
        return new AvaticaQueryRunner(
                druid,
                delegation.signer(clock),
                delegation.platformSigner(clock),
                delegation.statusSigner(clock),
                metrics);
    }

    void stop(@Disposes AvaticaQueryRunner runner) {
        runner.close();
    }

    @Produces
    @Singleton
    KafkaTopic kafkaTopic(KafkaConfig kafka) {
        return new KafkaTopic(kafka);
    }

    void stop(@Disposes KafkaTopic topic) {
        topic.close();
    }

    @Produces
    @Singleton
    FreshnessSampler freshnessSampler(
            DruidConfig druid, DelegationConfig delegation, KafkaTopic topic, InstantSource clock) {
        return new FreshnessSampler(
                topic,
                new DruidIngestion(druid, delegation.statusSigner(clock), clock),
                topic,
                clock,
                druid.freshnessInterval());
    }

    void stop(@Disposes FreshnessSampler sampler) {
        sampler.close();
    }

    @Produces
    @Singleton
    PageTokens pageTokens(DelegationConfig delegation, InstantSource clock) {
        return new PageTokens(delegation.pageTokenKey(), clock);
    }

    @Produces
    @Singleton
    QueryAnswerer queryAnswerer(
            QueryRunner runner, KeptRows kept, JointAsking joint, KnownFreshness freshness, PageTokens pageTokens) {
        return new QueryAnswerer(runner, kept, joint, freshness, pageTokens);
    }

    @Produces
    @Singleton
    SqlAnswerer sqlAnswerer(QueryRunner runner, KnownFreshness freshness, InstantSource clock) {
        return new SqlAnswerer(runner, freshness, clock);
    }

    @Produces
    @Singleton
    SqlReader sqlReader() {
        return new SqlReader();
    }

    @Produces
    @Singleton
    QueryReader queryReader(InstantSource clock) {
        return new QueryReader(clock);
    }

    @Produces
    @Singleton
    JourneyAnswerer journeyAnswerer(
            QueryRunner runner, KnownFreshness freshness, JourneysConfig journeys, DruidConfig druid) {
        return new JourneyAnswerer(runner, freshness, journeys, druid.queryTimeout());
    }

    @Produces
    @Singleton
    FunnelReader funnelReader(InstantSource clock) {
        return new FunnelReader(clock);
    }

    @Produces
    @Singleton
    RetentionReader retentionReader(InstantSource clock) {
        return new RetentionReader(clock);
    }
}
