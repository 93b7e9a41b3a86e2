package io.tillview.cluster.services;

import io.tillview.cluster.ClusterException;
import io.tillview.cluster.Installation;
import io.tillview.cluster.Ports.Endpoint;
import io.tillview.cluster.Readiness;
import io.tillview.cluster.Service;
import io.tillview.cluster.Service.Launch;
import io.tillview.cluster.Service.StopSignal;
import io.tillview.cluster.process.ProcessRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** PostgreSQL: Druid's metadata, and the directory database of query-service, each with a user of its own. */
final class PostgreSql {
    static final String NAME = "postgresql";
    private static final String USER = "druid";
    private static final String DATABASE = "druid";
    private static final String DIRECTORY_MADE = "tillview-directory";

    private PostgreSql() {}

    static Service service(Installation installation, InstallationSecrets secrets) {
        Path data = installation.data().root().resolve("postgresql");
        return new Service(
                NAME,
                Set.of(),
                Set.of(),
                () -> createCluster(installation, secrets, data),
                () -> launch(installation, data),
                readiness(installation, secrets),
                Duration.ofMinutes(1),
                StopSignal.INT,
                Duration.ofSeconds(20));
    }

    private static Launch launch(Installation installation, Path data) {
        List<String> command = asNobodyWhenRoot(installation, "postgres");
        command.addAll(List.of(
                "-D",
                data.toString(),
                "-c",
                "config_file=" + installation.data().conf().resolve("postgresql/postgresql.conf")));
        return new Launch(command, Map.of());
    }

    /** The server refuses to run as root; in a user namespace of its own root is nobody, with the same files. */
    private static List<String> asNobodyWhenRoot(Installation installation, String program) {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(installation
                .distribution()
                .runtime()
                .resolve("postgresql/bin")
                .resolve(program)
                .toString());
        return command;
    }

    private static void createCluster(Installation installation, InstallationSecrets secrets, Path data)
            throws InterruptedException {
        Path output = installation.data().log().resolve("postgresql-initdb.out");
        try {
            if (!Files.exists(data.resolve("PG_VERSION"))) {
                createCluster(installation, secrets, data, output);
            } else if (!Files.exists(data.resolve(DIRECTORY_MADE))) {
                // Made by a Tillview that had no directory yet.
                createDatabases(installation, DirectoryDatabase.statements(secrets), data, output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void createCluster(Installation installation, InstallationSecrets secrets, Path data, Path output)
            throws InterruptedException, IOException {
        // Made beside its place and moved there whole, so that a half-made one is never taken for a database.
        Path unfinished = data.resolveSibling("postgresql.unfinished");
        Folders.delete(unfinished);
        List<String> initdb = asNobodyWhenRoot(installation, "initdb");
        initdb.addAll(List.of("-D", unfinished.toString(), "-U", USER, "-E", "UTF8", "--locale=C"));
        initdb.addAll(List.of("-A", "scram-sha-256", "--pwfile=" + secrets.file("postgres-password")));
        run(installation, initdb, output);
        List<String> statements = new ArrayList<>(List.of("CREATE DATABASE " + DATABASE));
        statements.addAll(DirectoryDatabase.statements(secrets));
        createDatabases(installation, statements, unfinished, output);
        Files.move(unfinished, data);
    }

    /** The server isn't running: one process, which listens to nobody, does it. */
    private static void createDatabases(Installation installation, List<String> statements, Path cluster, Path output)
            throws InterruptedException, IOException {
        Path script = installation.data().temporary().resolve("create-databases.sql");
        Files.writeString(script, String.join(";\n", statements) + ";\n");
        List<String> single = new ArrayList<>(List.of("sh", "-c", "exec < \"$0\"; exec \"$@\""));
        single.add(script.toString());
        single.addAll(asNobodyWhenRoot(installation, "postgres"));
        single.addAll(List.of("--single", "-D", cluster.toString(), "postgres"));
        run(installation, single, output);
        Files.writeString(cluster.resolve(DIRECTORY_MADE), "\n");
    }

    private static void run(Installation installation, List<String> command, Path output)
            throws IOException, InterruptedException {
        if (ProcessRun.toEnd(command, installation.data().processRecord(NAME), output) != 0) {
            throw new ClusterException("PostgreSQL's database could not be made, see " + output
                    + ("root".equals(System.getProperty("user.name"))
                            ? "; as root it needs user namespaces (unshare -U), so run as an ordinary user otherwise"
                            : ""));
        }
    }

    private static Readiness readiness(Installation installation, InstallationSecrets secrets) {
        return () -> {
            var properties = new Properties();
            properties.setProperty("user", USER);
            properties.setProperty(
                    "password", secrets.password("postgres-password").reveal());
            properties.setProperty("connectTimeout", "2");
            properties.setProperty("socketTimeout", "4");
            String uri = "jdbc:postgresql://" + installation.address(Endpoint.POSTGRESQL) + "/" + DATABASE;
            try (var connection = DriverManager.getConnection(uri, properties);
                    var statement = connection.createStatement();
                    var one = statement.executeQuery("SELECT 1")) {
                return one.next() ? new Readiness.Answer.Ready() : new Readiness.Answer.NotYet("SELECT 1 has no row");
            } catch (SQLException e) {
                return new Readiness.Answer.NotYet("it does not answer: " + e.getMessage());
            }
        };
    }
}
