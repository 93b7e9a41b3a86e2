package io.tillview.cluster.services;

import io.tillview.cluster.Installation;
import io.tillview.cluster.Ports.Endpoint;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/** Who may talk to Kafka, on the broker's side and on the clients'. */
final class KafkaClients {
    private static final List<String> PRINCIPALS = List.of("admin", "druid", "publisher", "query-service");
    private static final String LOGIN_MODULE = "org.apache.kafka.common.security.plain.PlainLoginModule required";

    private KafkaClients() {}

    /** The broker's own login, and everybody's password. */
    static String brokerJaas(InstallationSecrets secrets) {
        return LOGIN_MODULE
                + credentials("username", "password", "admin", secrets)
                + PRINCIPALS.stream()
                        .map(name -> " user_" + name + "=\"" + password(secrets, name) + "\"")
                        .collect(Collectors.joining())
                + ";";
    }

    /** The login of one principal. */
    static String clientJaas(InstallationSecrets secrets, String principal) {
        return LOGIN_MODULE + credentials("username", "password", principal, secrets) + ";";
    }

    /** The client configuration of one principal. */
    static Properties properties(Installation installation, InstallationSecrets secrets, String principal) {
        var properties = new Properties();
        properties.setProperty("bootstrap.servers", installation.address(Endpoint.KAFKA));
        properties.setProperty("security.protocol", "SASL_PLAINTEXT");
        properties.setProperty("sasl.mechanism", "PLAIN");
        properties.setProperty("sasl.jaas.config", clientJaas(secrets, principal));
        return properties;
    }

    /** Whether the passwords are there that {@link #brokerJaas} names. */
    static boolean allKnown(InstallationSecrets secrets) {
        return PRINCIPALS.stream().allMatch(principal -> isKnown(secrets, principal));
    }

    /** Writes the ready-to-use client configurations to the data folder, of those principals whose password is there. */
    static void write(Installation installation, InstallationSecrets secrets) {
        write(installation, secrets, "admin", installation.data().adminProperties());
        write(installation, secrets, "publisher", installation.data().publisherProperties());
    }

    private static void write(Installation installation, InstallationSecrets secrets, String principal, Path file) {
        if (isKnown(secrets, principal)) {
            write(file, properties(installation, secrets, principal));
        }
    }

    private static boolean isKnown(InstallationSecrets secrets, String principal) {
        return Files.exists(secrets.file("kafka-" + principal));
    }

    private static void write(Path file, Properties properties) {
        try {
            var text = new StringWriter();
            properties.store(text, null);
            if (!Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(file, text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String credentials(String user, String password, String principal, InstallationSecrets secrets) {
        return " " + user + "=\"" + principal + "\" " + password + "=\"" + password(secrets, principal) + "\"";
    }

    private static String password(InstallationSecrets secrets, String principal) {
        return secrets.password("kafka-" + principal).reveal();
    }
}
