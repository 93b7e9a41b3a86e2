package io.tillview.cluster.services;

import io.tillview.cluster.Installation;
import io.tillview.cluster.Service.Launch;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command line of a Java service: its {@code jvm.config}, its log file and its class path. */
final class JavaCommand {
    private final List<String> line = new ArrayList<>();
    private final Path runtime;

    /**
     * Begins the command of a service.
     *
     * @param confFolders the folders below {@code conf} whose {@code jvm.config} counts, later ones winning
     */
    JavaCommand(Installation installation, String service, String... confFolders) {
        runtime = installation.distribution().runtime();
        line.add(installation.distribution().java().toString());
        for (String folder : confFolders) {
            line.addAll(jvmConfig(installation.data().conf().resolve(folder).resolve("jvm.config")));
        }
        line.add("-Djava.io.tmpdir=" + installation.data().temporary());
        line.add("-Dtillview.log=" + installation.data().log().resolve(service));
        line.add("-XX:ErrorFile=" + installation.data().log().resolve(service + ".crash"));
    }

    JavaCommand with(String argument) {
        line.add(argument);
        return this;
    }

    JavaCommand property(String name, Object value) {
        return with("-D" + name + "=" + value);
    }

    /** Starts from the build's class-data archive of that name, when there is one; without it the start takes longer. */
    JavaCommand sharedClassData(String name) {
        Path archive = runtime.resolve("class-data").resolve(name + ".jsa");
        return Files.exists(archive) ? with("-XX:SharedArchiveFile=" + archive) : this;
    }

    /** Jars first, in one fixed order: a class-data archive counts only for the class path it was made with. */
    JavaCommand classPath(Path jars, Path... confFolders) {
        String path = Stream.concat(jarsIn(jars).stream(), Stream.of(confFolders))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        return with("-cp").with(path);
    }

    List<String> line() {
        return List.copyOf(line);
    }

    Launch launch(Map<String, String> environment) {
        return new Launch(line, environment);
    }

    private static List<Path> jarsIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> jvmConfig(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(option -> !option.isEmpty() && !option.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
