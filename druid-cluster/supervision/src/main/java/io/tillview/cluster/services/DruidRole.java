package io.tillview.cluster.services;

import io.tillview.cluster.Installation;
import io.tillview.cluster.Ports.Endpoint;
import io.tillview.cluster.Service;
import io.tillview.cluster.Service.Launch;
import io.tillview.cluster.Service.StopSignal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** The roles of Druid, each a process. */
enum DruidRole {
    // The overlord leads only once its metadata answers; the others find each other over ZooKeeper alone.
    COORDINATOR_OVERLORD("coordinator", Endpoint.COORDINATOR, "/druid/indexer/v1/isLeader", true),
    BROKER("broker", Endpoint.BROKER, "/druid/broker/v1/readiness", false),
    HISTORICAL("historical", Endpoint.HISTORICAL, "/druid/historical/v1/readiness", false),
    INDEXER("indexer", Endpoint.INDEXER, "/status/health", true),
    ROUTER("router", Endpoint.ROUTER, "/status/health", false);

    private final String program;
    private final Endpoint endpoint;
    private final String readinessPath;
    private final boolean asksMetadataStore;

    DruidRole(String program, Endpoint endpoint, String readinessPath, boolean asksMetadataStore) {
        this.program = program;
        this.endpoint = endpoint;
        this.readinessPath = readinessPath;
        this.asksMetadataStore = asksMetadataStore;
    }

    Service service(Installation installation, InstallationSecrets secrets) {
        String name = endpoint.label();
        return new Service(
                name,
                asksMetadataStore ? Set.of(ZooKeeper.NAME, PostgreSql.NAME) : Set.of(ZooKeeper.NAME),
                // An Indexer hands its tasks back while the Overlord still listens; all of Druid goes before the rest.
                this == INDEXER
                        ? Set.of(Endpoint.COORDINATOR.label(), KafkaBroker.NAME, ZooKeeper.NAME, PostgreSql.NAME)
                        : Set.of(KafkaBroker.NAME, ZooKeeper.NAME, PostgreSql.NAME),
                () -> ZooKeeper.awaitForgotten(
                        installation,
                        installation.host() + ":" + installation.ports().of(endpoint)),
                () -> launch(installation, secrets),
                new HttpReadiness(installation.http(endpoint).resolve(readinessPath), secrets),
                Duration.ofMinutes(3),
                StopSignal.TERM,
                Duration.ofSeconds(40));
    }

    private Launch launch(Installation installation, InstallationSecrets secrets) {
        String name = endpoint.label();
        Path conf = installation.data().conf();
        JavaCommand command = new JavaCommand(installation, name, "_common", name)
                .property("log4j.configurationFile", conf.resolve("_common/log4j2.xml"))
                .sharedClassData("druid")
                .classPath(
                        installation.distribution().runtime().resolve("lib"),
                        conf.resolve("_common"),
                        conf.resolve(name))
                .with("org.apache.druid.cli.Main")
                .with("server")
                .with(program);
        return command.launch(Map.of(
                "MALLOC_ARENA_MAX", "2",
                "TILLVIEW_POSTGRESQL_PASSWORD",
                        secrets.password("postgres-password").reveal(),
                "TILLVIEW_KAFKA_DRUID_JAAS", KafkaClients.clientJaas(secrets, "druid")));
    }
}
