package io.tillview.query.assembly;

import io.tillview.query.answering.JourneysConfig;
import io.tillview.query.druid.DelegationConfig;
import io.tillview.query.druid.DruidConfig;
import io.tillview.query.http.TokensConfig;
import io.tillview.query.kafka.KafkaConfig;
import io.tillview.tenancy.token.DelegationTokenSigner;
import io.tillview.tenancy.token.UnusableFileException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds everything that is wrong with the configuration, each with its remedy. */
record ConfigurationCheck(
        DruidConfig druid,
        KafkaConfig kafka,
        DelegationConfig delegation,
        TokensConfig tokens,
        JourneysConfig journeys) {

    /** One line each; empty if nothing is wrong. */
    List<String> faults() {
        List<String> faults = new ArrayList<>(druid.faults());
        faults.addAll(journeys.faults());
        if (!delegation.isTimeToLiveBounded()) {
            faults.add("tillview.delegation.time-to-live is " + delegation.timeToLive() + ": it has to be "
                    + DelegationConfig.MIN_TIME_TO_LIVE + " to " + DelegationTokenSigner.MAX_TIME_TO_LIVE + ".");
        } else if (delegation.privateKeyFile().isPresent()) {
            fault("tillview.delegation.private-key-file", () -> delegation.signer(InstantSource.system()))
                    .ifPresent(faults::add);
        }
        if (delegation.privateKeyFile().isEmpty()) {
            faults.add("tillview.delegation.private-key-file is missing: name the PEM file of the Ed25519 key whose"
                    + " public half Druid has.");
        }
        if (tokens.namesOnePlaceOfKeys()) {
            fault("tillview.tokens", () -> tokens.verifier(InstantSource.system()))
                    .ifPresent(faults::add);
        } else {
            faults.add("tillview.tokens: name either public-key-file or jwks-uri, the place that the issuer's keys come"
                    + " from.");
        }
        if (kafka.bootstrapServers().isPresent()) {
            if (kafka.passwordFile().isPresent()) {
                fault("tillview.kafka.password-file", kafka::client).ifPresent(faults::add);
            } else {
                faults.add("tillview.kafka.password-file is missing: name the file with the password of Kafka's user "
                        + kafka.user() + ".");
            }
        }
        return faults;
    }

    static Optional<String> fault(String key, Runnable use) {
        try {
            use.run();
            return Optional.empty();
        } catch (UnusableFileException | IllegalArgumentException e) {
            return Optional.of(key + ": " + e.getMessage());
        }
    }
}
