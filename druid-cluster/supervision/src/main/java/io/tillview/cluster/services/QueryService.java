package io.tillview.cluster.services;

import io.tillview.cluster.Installation;
import io.tillview.cluster.Ports.Endpoint;
import io.tillview.cluster.Service;
import io.tillview.cluster.Service.Launch;
import io.tillview.cluster.Service.StopSignal;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** query-service: the merchants' REST API. */
final class QueryService {
    private static final String NAME = Endpoint.QUERY_SERVICE.label();

    private QueryService() {}

    static Service service(Installation installation, InstallationSecrets secrets) {
        return new Service(
                NAME,
                Set.of(),
                Set.of(Endpoint.BROKER.label()),
                () -> {},
                () -> launch(installation, secrets),
                new HttpReadiness(installation.http(Endpoint.QUERY_SERVICE).resolve("/q/health/ready")),
                Duration.ofMinutes(3),
                StopSignal.TERM,
                Duration.ofSeconds(20));
    }

    private static Launch launch(Installation installation, InstallationSecrets secrets) {
        return new JavaCommand(installation, NAME, NAME)
                .property("quarkus.http.host", installation.host())
                .property("quarkus.http.port", installation.ports().of(Endpoint.QUERY_SERVICE))
                .property("quarkus.log.file.enable", true)
                .property("quarkus.log.file.path", installation.data().log().resolve(NAME + ".log"))
                .property("quarkus.log.file.rotation.max-file-size", "20M")
                .property("quarkus.log.file.rotation.max-backup-index", 4)
                .property("quarkus.log.console.enable", false)
                .property("tillview.druid.brokers", installation.http(Endpoint.BROKER))
                .property("tillview.druid.overlords", installation.http(Endpoint.COORDINATOR))
                .property("tillview.druid.indexers", installation.http(Endpoint.INDEXER))
                .property("tillview.kafka.bootstrap-servers", installation.address(Endpoint.KAFKA))
                .property("tillview.kafka.password-file", secrets.file("kafka-query-service"))
                .property("tillview.delegation.private-key-file", secrets.privateKey("delegation"))
                .property("tillview.directory.address", installation.address(Endpoint.POSTGRESQL))
                .property("tillview.directory.password-file", secrets.file(DirectoryDatabase.PASSWORD))
                .property("tillview.exports.folder", installation.data().root().resolve("exports"))
                .property("tillview.tokens.public-key-file", secrets.publicKey("access-token"))
                .with("-jar")
                .with(installation
                        .distribution()
                        .queryService()
                        .resolve("quarkus-run.jar")
                        .toString())
                .launch(Map.of("MALLOC_ARENA_MAX", "2"));
    }
}
