package io.tillview.command;

import io.tillview.cluster.ClusterException;
import io.tillview.cluster.DataFolder;
import io.tillview.cluster.Distribution;
import io.tillview.cluster.Installation;
import io.tillview.cluster.supervision.ClusterRecord;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which installation a subcommand is about. */
final class InstallationOptions {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "where the installation keeps its state (default: .tillview beside the command)")
    private Path data;

    DataFolder data() {
        return data == null ? defaultData() : new DataFolder(data);
    }

    static DataFolder defaultData() {
        String given = System.getProperty("tillview.data");
        return new DataFolder(given == null ? home().resolve(".tillview") : Path.of(given));
    }

    Distribution distribution() {
        return isContainer() ? Distribution.ofImage(home()) : Distribution.ofSourceTree(home());
    }

    /** The installation as it was last started. */
    Installation running() {
        ClusterRecord record = ClusterRecord.read(data())
                .orElseThrow(() -> new ClusterException(
                        "Nothing was started in " + data().root() + ": ./tillview up, or name its folder with --data"));
        return record.installation(distribution(), data());
    }

    /** Fails unless there has been a first start, which makes keys and passwords. */
    DataFolder initialised() {
        if (!data().secrets().toFile().isDirectory()) {
            throw new ClusterException("There is no installation in " + data().root()
                    + " yet: ./tillview up makes one, or name its folder with --data");
        }
        return data();
    }

    /** Whether this runs in a container, where every service is a container of its own. */
    static boolean isContainer() {
        return Boolean.getBoolean("tillview.container");
    }

    static Path home() {
        return Path.of(System.getProperty("tillview.home", "."));
    }
}
