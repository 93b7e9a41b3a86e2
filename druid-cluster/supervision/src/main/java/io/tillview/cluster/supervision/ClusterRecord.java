package io.tillview.cluster.supervision;

import io.tillview.cluster.DataFolder;
import io.tillview.cluster.Distribution;
import io.tillview.cluster.Installation;
import io.tillview.cluster.Ports;
import io.tillview.cluster.Ports.Endpoint;
import io.tillview.cluster.process.ProcessIdentity;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * What the data folder remembers of the last start: where it listened, and whether all of it came up.
 *
 * @param elsewhere see {@link Installation#elsewhere()}
 * @param ready whether every service had become ready; false also while it is being started or stopped
 * @param detached whether it was meant to go on without its supervisor
 */
public record ClusterRecord(
        String host, Ports ports, Map<Endpoint, String> elsewhere, boolean ready, boolean detached) {
    /** What to remember of an installation. */
    public static ClusterRecord of(Installation installation, boolean ready, boolean detached) {
        return new ClusterRecord(installation.host(), installation.ports(), installation.elsewhere(), ready, detached);
    }

    /** The installation it tells of. */
    public Installation installation(Distribution distribution, DataFolder data) {
        return new Installation(distribution, data, host, ports, elsewhere);
    }

    /** The last start's record, or empty when there was none or it was stopped. */
    public static Optional<ClusterRecord> read(DataFolder data) {
        if (!Files.exists(file(data))) {
            return Optional.empty();
        }
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file(data))) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<Endpoint, Integer> ports = new EnumMap<>(Endpoint.class);
        Map<Endpoint, String> elsewhere = new EnumMap<>(Endpoint.class);
        for (Endpoint endpoint : Endpoint.values()) {
            String port = properties.getProperty("port." + endpoint.label());
            // The record of an earlier version knows nothing of an endpoint that came later.
            ports.put(endpoint, port == null ? endpoint.defaultPort() : Integer.parseInt(port));
            String host = properties.getProperty("host." + endpoint.label());
            if (host != null) {
                elsewhere.put(endpoint, host);
            }
        }
        return Optional.of(new ClusterRecord(
                properties.getProperty("host"),
                new Ports(ports),
                elsewhere,
                Boolean.parseBoolean(properties.getProperty("ready")),
                Boolean.parseBoolean(properties.getProperty("detached"))));
    }

    /** Writes it down, whole or not at all. */
    public void write(DataFolder data) {
        var properties = new Properties();
        properties.setProperty("host", host);
        properties.setProperty("ready", Boolean.toString(ready));
        properties.setProperty("detached", Boolean.toString(detached));
        for (Endpoint endpoint : Endpoint.values()) {
            properties.setProperty("port." + endpoint.label(), Integer.toString(ports.of(endpoint)));
        }
        elsewhere.forEach((endpoint, host) -> properties.setProperty("host." + endpoint.label(), host));
        Path fresh = data.run().resolve("cluster.properties.new");
        try (Writer writer = Files.newBufferedWriter(fresh)) {
            properties.store(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            Files.move(fresh, file(data), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Forgets it: everything was stopped. */
    public static void delete(DataFolder data) {
        try {
            Files.deleteIfExists(file(data));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process that started the cluster and has not finished, if it still runs. */
    public static Optional<ProcessIdentity> supervisor(DataFolder data) {
        return ProcessIdentity.read(supervisorFile(data))
                .filter(identity -> identity.running().isPresent());
    }

    static Path supervisorFile(DataFolder data) {
        return data.run().resolve("supervisor");
    }

    private static Path file(DataFolder data) {
        return data.run().resolve("cluster.properties");
    }
}
