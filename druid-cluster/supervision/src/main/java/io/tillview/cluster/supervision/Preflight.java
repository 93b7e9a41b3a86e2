package io.tillview.cluster.supervision;

import io.tillview.cluster.DataFolder;
import io.tillview.cluster.Installation;
import io.tillview.cluster.Ports.Endpoint;
import io.tillview.cluster.PreflightException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks for what would make a start fail, before anything is started.
 *
 * @param memoryNeeded bytes of memory that must be available
 * @param diskNeeded bytes that must be free where the data folder lies
 */
public record Preflight(long memoryNeeded, long diskNeeded) {
    private static final long MEGABYTE = 1024 * 1024;
    /** What an idle installation was measured to hold, with room for the page cache its segments need. */
    public static final Preflight DEFAULT = new Preflight(3_500 * MEGABYTE, 2_000 * MEGABYTE);

    /**
     * Checks everything, and reports all that is wrong at once.
     *
     * @throws PreflightException when something is
     */
    public void check(Installation installation) {
        List<String> problems = new ArrayList<>();
        java().ifPresent(problems::add);
        programs().ifPresent(problems::add);
        dataFolder(installation.data())
                .ifPresentOrElse(problems::add, () -> disk(installation.data()).ifPresent(problems::add));
        memory().ifPresent(problems::add);
        problems.addAll(ports(installation));
        if (!problems.isEmpty()) {
            throw new PreflightException(problems);
        }
    }

    private static Optional<String> java() {
        int feature = Runtime.version().feature();
        return feature == 17
                ? Optional.empty()
                : Optional.of("Druid 33 runs on Java 17, this is " + feature + ": set JAVA_HOME to a JDK 17");
    }

    private static Optional<String> programs() {
        if (!Files.isDirectory(Path.of("/proc/self"))) {
            return Optional.of("The embedded installation runs on Linux: elsewhere, use a Linux machine or container");
        }
        for (String program : List.of("setsid", "kill", "sh")) {
            if (Files.notExists(Path.of("/usr/bin", program)) && Files.notExists(Path.of("/bin", program))) {
                return Optional.of("The program " + program
                        + " is missing: install util-linux and procps, which Debian and others always have");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> dataFolder(DataFolder data) {
        try {
            data.prepare();
            Files.delete(Files.createTempFile(data.run(), "writable", null));
            return Optional.empty();
        } catch (IOException | UncheckedIOException e) {
            return Optional.of("The data folder " + data.root() + " cannot be written (" + e.getMessage()
                    + "): name another with --data DIR, or make it writable");
        }
    }

    private Optional<String> disk(DataFolder data) {
        try {
            long free = Files.getFileStore(data.root()).getUsableSpace();
            return free >= diskNeeded
                    ? Optional.empty()
                    : Optional.of("Only " + free / MEGABYTE + " MB of disk are free at " + data.root() + ", "
                            + diskNeeded / MEGABYTE + " are needed: make room, or name another place with --data DIR");
        } catch (IOException e) {
            return Optional.of("The free space at " + data.root() + " cannot be read: " + e.getMessage());
        }
    }

    private Optional<String> memory() {
        try (var lines = Files.lines(Path.of("/proc/meminfo"))) {
            long available = lines.filter(line -> line.startsWith("MemAvailable:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) * 1024)
                    .findFirst()
                    .orElse(Long.MAX_VALUE);
            return available >= memoryNeeded
                    ? Optional.empty()
                    : Optional.of("Only " + available / MEGABYTE + " MB of memory are available, "
                            + memoryNeeded / MEGABYTE + " are needed: end other programs, or use a larger machine");
        } catch (IOException e) {
            // A kernel without the file has been reported already: it is not Linux.
            return Optional.empty();
        }
    }

    private static List<String> ports(Installation installation) {
        List<String> problems = new ArrayList<>();
        for (Endpoint endpoint : Endpoint.values()) {
            int port = installation.ports().of(endpoint);
            try (var socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(installation.host(), port));
            } catch (IOException e) {
                problems.add("Port " + port + " (" + endpoint.label() + ") cannot be listened on at "
                        + installation.host() + " (" + e.getMessage()
                        + "): end what uses it, or move all ports with --port-offset N");
            }
        }
        return problems;
    }
}
