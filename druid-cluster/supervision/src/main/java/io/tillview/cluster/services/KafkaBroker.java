package io.tillview.cluster.services;

import io.tillview.cluster.ClusterException;
import io.tillview.cluster.Installation;
import io.tillview.cluster.Readiness;
import io.tillview.cluster.Service;
import io.tillview.cluster.Service.StopSignal;
import io.tillview.cluster.process.ProcessRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/** Kafka, a broker that is its own controller. */
final class KafkaBroker {
    static final String NAME = "kafka";

    private KafkaBroker() {}

    static Service service(Installation installation, InstallationSecrets secrets) {
        Path properties = installation.data().conf().resolve("kafka/server.properties");
        return new Service(
                NAME,
                Set.of(),
                Set.of(),
                () -> format(installation, properties),
                () -> java(installation)
                        .with("kafka.Kafka")
                        .with(properties.toString())
                        .launch(Map.of()),
                readiness(installation, secrets),
                Duration.ofMinutes(2),
                StopSignal.TERM,
                Duration.ofSeconds(40));
    }

    private static JavaCommand java(Installation installation) {
        return new JavaCommand(installation, NAME, "kafka")
                .property("log4j2.configurationFile", installation.data().conf().resolve("kafka/log4j2.xml"))
                .sharedClassData("kafka")
                .classPath(installation.distribution().runtime().resolve("kafka/lib"));
    }

    private static void format(Installation installation, Path properties) throws InterruptedException {
        if (Files.exists(installation.data().root().resolve("kafka/meta.properties"))) {
            return;
        }
        Path output = installation.data().log().resolve("kafka-format.out");
        List<String> command = java(installation)
                .with("kafka.tools.StorageTool")
                .with("format")
                .with("--cluster-id")
                .with(Uuid.randomUuid().toString())
                .with("--config")
                .with(properties.toString())
                .with("--ignore-formatted")
                .line();
        try {
            if (ProcessRun.toEnd(command, installation.data().processRecord(NAME), output) != 0) {
                throw new ClusterException("Kafka's storage could not be formatted, see " + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Readiness readiness(Installation installation, InstallationSecrets secrets) {
        return () -> {
            Properties properties = KafkaClients.properties(installation, secrets, "admin");
            properties.putAll(
                    Map.of("client.id", "readiness", "request.timeout.ms", "3000", "default.api.timeout.ms", "3000"));
            try (Admin admin = Admin.create(properties)) {
                return admin.describeCluster().nodes().get(4, TimeUnit.SECONDS).isEmpty()
                        ? new Readiness.Answer.NotYet("it knows no broker yet")
                        : new Readiness.Answer.Ready();
            } catch (ExecutionException | TimeoutException e) {
                return new Readiness.Answer.NotYet("it does not answer: " + e.getMessage());
            }
        };
    }
}
