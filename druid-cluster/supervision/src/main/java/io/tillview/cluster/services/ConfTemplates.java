package io.tillview.cluster.services;

import io.tillview.cluster.ClusterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Fills in {@code ${name}} in the shipped configuration. Log4j's own files are copied as they are. */
final class ConfTemplates {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");
    private static final Set<String> FILLED_IN = Set.of("properties", "cfg", "conf", "config");

    private ConfTemplates() {}

    /**
     * Writes the whole tree below {@code shipped} to {@code filled}, readable by its owner only.
     *
     * @throws ClusterException when a template names a value that is not given
     */
    static void fillIn(Path shipped, Path filled, Map<String, String> values) {
        try (Stream<Path> files = Files.walk(shipped)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = filled.resolve(shipped.relativize(file).toString());
                Files.createDirectories(target.getParent());
                String text = Files.readString(file);
                write(target, isTemplate(file) ? fillIn(file, text, values) : text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isTemplate(Path file) {
        String name = file.getFileName().toString();
        return FILLED_IN.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    private static String fillIn(Path file, String text, Map<String, String> values) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(value(file, match.group(1), values)));
    }

    private static String value(Path file, String name, Map<String, String> values) {
        String value = values.get(name);
        if (value == null) {
            throw new ClusterException(file + " names ${" + name + "}, which is none of " + values.keySet());
        }
        return value;
    }

    private static void write(Path target, String text) throws IOException {
        if (!Files.exists(target)) {
            Files.createFile(
                    target, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(target, text);
    }
}
