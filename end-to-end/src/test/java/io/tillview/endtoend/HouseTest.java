package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What holds for the whole house, whatever the module. */
class HouseTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final int LONGEST_FILE = 300;
    private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?(io\\.tillview\\.[a-z.]+)");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#]+)");

    @Test
    void no_source_file_is_too_long_to_be_read_at_once() {
        assertThat(files("java")).isNotEmpty().allSatisfy(file -> assertThat(
                        read(file).lines().count())
                .as(ROOT.relativize(file).toString())
                .isLessThanOrEqualTo(LONGEST_FILE));
    }

    @Test
    void no_room_is_named_after_nothing() {
        assertThat(files("java"))
                .allSatisfy(file -> assertThat(ROOT.relativize(file).toString())
                        .doesNotContainPattern("/(util|utils|common|helper|helpers|manager|impl|misc)/")
                        .doesNotContainPattern("(Impl|Utils?|Helper|Manager)\\.java$"));
    }

    @Test
    void nothing_imports_the_query_service_and_the_sdk_imports_nothing() {
        for (Path file : files("java")) {
            String module = ROOT.relativize(file).getName(0).toString();
            Matcher imports = IMPORT.matcher(read(file));
            while (imports.find()) {
                String name = imports.group(1);
                assertThat(name.startsWith("io.tillview.query") && !module.equals("query-service"))
                        .as(file + " imports " + name)
                        .isFalse();
                assertThat(module.equals("event-producer-sdk") && !name.startsWith("io.tillview.events"))
                        .as(file + " imports " + name)
                        .isFalse();
            }
        }
    }

    @Test
    void every_link_of_the_documents_leads_somewhere() {
        assertThat(files("md")).isNotEmpty();
        for (Path document : files("md")) {
            Matcher links = LINK.matcher(read(document));
            while (links.find()) {
                assertThat(document.resolveSibling(links.group(1)))
                        .as("a link of " + ROOT.relativize(document))
                        .exists();
            }
        }
    }

    private static List<Path> files(String ending) {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    String name = folder.getFileName().toString();
                    return !folder.equals(ROOT) && (name.equals("target") || name.startsWith("."))
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (file.toString().endsWith("." + ending)) {
                        found.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
