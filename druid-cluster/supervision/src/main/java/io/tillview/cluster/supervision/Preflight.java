package io.tillview.cluster.supervision;

import io.tillview.cluster.DataFolder;
import io.tillview.cluster.Installation;
import io.tillview.cluster.Ports.Endpoint;
import io.tillview.cluster.PreflightException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Looks for what would make a start fail, before anything is started.
 *
 * @param memoryNeeded bytes of memory that must be available
 * @param diskNeeded bytes that must be free where the data folder lies
 */
public record Preflight(long memoryNeeded, long diskNeeded) {
    private static final long MEGABYTE = 1024 * 1024;
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9 ._@+=~/-]+");
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
        problems.addAll(paths(installation));
        host(installation.host()).or(() -> ports(installation)).ifPresent(problems::add);
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

    /** Looks only; makes nothing. */
    private static Optional<String> dataFolder(DataFolder data) {
        Path root = data.root();
        Path existing = existing(root);
        if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
            return Optional.of("The data folder " + root + " cannot be written (" + existing
                    + (Files.isDirectory(existing) ? " is read-only" : " is not a folder")
                    + "): name another with --data DIR, or make it writable");
        }
        return data.isOursOrEmpty()
                ? Optional.empty()
                : Optional.of("The folder " + root
                        + " holds something else than Tillview's data: name an empty or new one with --data DIR");
    }

    private static Path existing(Path path) {
        Path existing = path;
        while (!Files.exists(existing)) {
            existing = existing.getParent();
        }
        return existing;
    }

    /** Between them, the programs split paths at commas and colons, and take quotes and backslashes apart. */
    private static List<String> paths(Installation installation) {
        List<String> problems = new ArrayList<>();
        if (!PATH.matcher(installation.data().root().toString()).matches()) {
            problems.add(
                    "The data folder " + installation.data().root() + " has a character in its path that not"
                            + " every program can take: name another with --data DIR, of letters, digits, spaces and . _ - + @");
        }
        if (!PATH.matcher(installation.distribution().runtime().toString()).matches()) {
            problems.add(
                    "The programs at " + installation.distribution().runtime() + " have a character in their path"
                            + " that not every one of them can take: move the source tree, to letters, digits, spaces and . _ - + @");
        }
        return problems;
    }

    private Optional<String> disk(DataFolder data) {
        try {
            long free = Files.getFileStore(existing(data.root())).getUsableSpace();
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

    private static Optional<String> host(String host) {
        InetSocketAddress anyPort = new InetSocketAddress(host, 0);
        if (anyPort.isUnresolved() || anyPort.getAddress().isAnyLocalAddress()) {
            return Optional.of(
                    "--host has to be one address of this machine, which its clients use, such as 127.0.0.1, not "
                            + host);
        }
        return bind(anyPort)
                .map(failure -> "--host " + host + " cannot be listened on (" + failure
                        + "): name an address of this machine, such as 127.0.0.1");
    }

    private static Optional<String> ports(Installation installation) {
        List<String> taken = new ArrayList<>();
        Optional<String> why = Optional.empty();
        for (Endpoint endpoint : Endpoint.values()) {
            int port = installation.ports().of(endpoint);
            Optional<String> failure = bind(new InetSocketAddress(installation.host(), port));
            if (failure.isPresent()) {
                taken.add(port + " (" + endpoint.label() + ")");
                why = failure;
            }
        }
        return why.map(reason -> (taken.size() == 1 ? "Port " : "Ports ") + String.join(", ", taken)
                + " cannot be listened on at " + installation.host() + " (" + reason
                + "): end what uses them, or move all ports with --port-offset N");
    }

    private static Optional<String> bind(InetSocketAddress address) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e.getMessage());
        }
    }
}
