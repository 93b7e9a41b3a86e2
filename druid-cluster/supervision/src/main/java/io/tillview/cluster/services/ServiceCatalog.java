package io.tillview.cluster.services;

import io.tillview.cluster.ClusterException;
import io.tillview.cluster.Installation;
import io.tillview.cluster.Ports.Endpoint;
import io.tillview.cluster.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every service of an installation. */
public final class ServiceCatalog {
    /** The service that sends the demo's traffic, which is started only when asked for. */
    public static final String DEMO = DemoStorefronts.NAME;

    /** The service that does what has to be done again and again; it needs the topic and the supervisors, so it starts after them. */
    public static final String UPKEEP = Upkeep.NAME;

    private ServiceCatalog() {}

    /**
     * Makes missing secrets, fills in the configuration, and lists the services, none of which is started.
     *
     * @return one of each role, in the order of the screen
     */
    public static List<Service> prepare(Installation installation) {
        Folders.delete(installation.data().temporary());
        installation.data().prepare();
        InstallationSecrets secrets = InstallationSecrets.ensure(installation.data());
        ConfTemplates.fillIn(
                installation.distribution().conf(), installation.data().conf(), values(installation, secrets));
        KafkaClients.write(installation, secrets);
        return list(installation, secrets);
    }

    /**
     * One service of an installation whose others run elsewhere. Its secrets are there already, those it needs and no
     * others; its part of the configuration is filled in.
     *
     * @throws ClusterException when there is no such service, or its configuration names a secret it doesn't have
     */
    public static Service prepareOne(Installation installation, String name) {
        InstallationSecrets secrets =
                new InstallationSecrets(installation.data().secrets());
        Service service = Stream.concat(list(installation, secrets).stream(), whenAskedFor(installation).stream())
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ClusterException("There is no service " + name));
        Folders.delete(installation.data().temporary());
        installation.data().prepare();
        for (String folder : List.of("_common", name)) {
            ConfTemplates.fillIn(
                    installation.distribution().conf().resolve(folder),
                    installation.data().conf().resolve(folder),
                    values(installation, secrets));
        }
        KafkaClients.write(installation, secrets);
        return service;
    }

    /** Makes the secrets of an installation whose services run elsewhere, and the Kafka client configurations. */
    public static InstallationSecrets prepareSecrets(Installation installation) {
        installation.data().prepare();
        InstallationSecrets secrets = InstallationSecrets.ensure(installation.data());
        KafkaClients.write(installation, secrets);
        return secrets;
    }

    /**
     * The services of an installation that was prepared before, for asking how they are and for stopping them: one of each
     * role, and of those that are only started when asked for, the ones that were.
     */
    public static List<Service> of(Installation installation) {
        List<Service> services = new ArrayList<>(
                list(installation, new InstallationSecrets(installation.data().secrets())));
        whenAskedFor(installation).stream()
                .filter(service -> Files.exists(installation.data().processRecord(service.name())))
                .forEach(services::add);
        return List.copyOf(services);
    }

    /** The services that are started one by one, once the others are ready. */
    public static List<Service> whenAskedFor(Installation installation) {
        return List.of(Upkeep.service(installation), DemoStorefronts.service(installation));
    }

    private static List<Service> list(Installation installation, InstallationSecrets secrets) {
        List<Service> services = new ArrayList<>();
        services.add(ZooKeeper.service(installation));
        services.add(PostgreSql.service(installation, secrets));
        services.add(KafkaBroker.service(installation, secrets));
        for (DruidRole role : DruidRole.values()) {
            services.add(role.service(installation, secrets));
        }
        services.add(QueryService.service(installation, secrets));
        return List.copyOf(services);
    }

    private static Map<String, String> values(Installation installation, InstallationSecrets secrets) {
        Path data = installation.data().root();
        Map<String, String> values = new HashMap<>();
        values.put("runtime", installation.distribution().runtime().toString());
        values.put("data", data.toString());
        values.put("conf", installation.data().conf().toString());
        values.put("log", installation.data().log().toString());
        values.put("secrets", secrets.folder().toString());
        values.put("host", installation.host());
        values.put("zookeeper.servers", installation.address(Endpoint.ZOOKEEPER));
        values.put("zookeeper.port", port(installation, Endpoint.ZOOKEEPER));
        values.put("postgresql.address", installation.address(Endpoint.POSTGRESQL));
        values.put("postgresql.port", port(installation, Endpoint.POSTGRESQL));
        values.put("kafka.port", port(installation, Endpoint.KAFKA));
        values.put("kafka.controller.port", port(installation, Endpoint.KAFKA_CONTROLLER));
        if (KafkaClients.allKnown(secrets)) {
            values.put("kafka.jaas", KafkaClients.brokerJaas(secrets));
        }
        values.put("coordinator.port", port(installation, Endpoint.COORDINATOR));
        values.put("broker.port", port(installation, Endpoint.BROKER));
        values.put("historical.port", port(installation, Endpoint.HISTORICAL));
        values.put("indexer.port", port(installation, Endpoint.INDEXER));
        values.put("router.port", port(installation, Endpoint.ROUTER));
        return values;
    }

    private static String port(Installation installation, Endpoint endpoint) {
        return Integer.toString(installation.ports().of(endpoint));
    }
}
