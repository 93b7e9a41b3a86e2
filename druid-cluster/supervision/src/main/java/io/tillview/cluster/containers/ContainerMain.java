package io.tillview.cluster.containers;

import io.tillview.cluster.ClusterException;
import io.tillview.cluster.DataFolder;
import io.tillview.cluster.Installation;
import io.tillview.cluster.Service;
import io.tillview.cluster.Service.Launch;
import io.tillview.cluster.services.ServiceCatalog;
import io.tillview.cluster.supervision.ClusterRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a container does before its service runs: {@code prepare SHARES} makes the installation's secrets and hands them out,
 * {@code launch SERVICE SCRIPT} prepares a service and writes the script that becomes it.
 *
 * <p>{@code tillview.home} and {@code tillview.data} name the image's programs and the container's data folder. Exit code 1,
 * with one line that says why, when it can't be done.
 */
public final class ContainerMain {
    private static final String POSTGRESQL = "postgresql";

    private ContainerMain() {}

    /** See the class. */
    public static void main(String[] arguments) throws InterruptedException {
        Path home = Path.of(System.getProperty("tillview.home"));
        DataFolder data = new DataFolder(Path.of(System.getProperty("tillview.data")));
        try {
            if (arguments.length == 2 && arguments[0].equals("prepare")) {
                prepare(home, data, Path.of(arguments[1]));
            } else if (arguments.length == 3 && arguments[0].equals("launch")) {
                launch(home, data, arguments[1], Path.of(arguments[2]));
            } else {
                throw new ClusterException("It has to be: prepare SHARES, or launch SERVICE SCRIPT");
            }
        } catch (ClusterException | UncheckedIOException e) {
            System.err.println("tillview: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void prepare(Path home, DataFolder data, Path shares) {
        Installation installation = ContainerInstallation.of(home, data, Installation.LOOPBACK);
        ServiceCatalog.prepareSecrets(installation);
        SecretShares.write(data.secrets(), shares);
        // The command finds the other containers by it.
        ClusterRecord.of(installation, true, true).write(data);
    }

    private static void launch(Path home, DataFolder data, String name, Path script) throws InterruptedException {
        Installation installation = ContainerInstallation.of(home, data, name);
        Service service = ServiceCatalog.prepareOne(installation, name);
        service.preparation().run();
        Launch launch = name.equals(POSTGRESQL)
                ? toConsole(service.launch().get())
                : service.launch().get();
        try {
            Files.writeString(script, LaunchScript.of(launch));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The others are told by TILLVIEW_LOG_TO; PostgreSQL's collector would write files of its own. */
    private static Launch toConsole(Launch launch) {
        List<String> command = new ArrayList<>(launch.command());
        command.addAll(List.of("-c", "logging_collector=off"));
        return new Launch(command, launch.environment());
    }
}
