package io.tillview.query.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportFilesTest {
    private static final UUID EXPORT = new UUID(1, 1);

    @TempDir
    Path parent;

    private Path folder;
    private ExportFiles files;

    @BeforeEach
    void folder() {
        folder = parent.resolve("exports");
        files = new ExportFiles(folder);
    }

    @Test
    void segments_are_read_as_one_file_wherever_a_part_of_it_lies() throws IOException {
        List<ExportSegment> segments =
                List.of(segment(1, "abcde", 3), segment(2, "", 0), segment(3, "fghij", 5), segment(4, "klm", 2));
        String whole = "abcfghijkl";

        for (int from = 0; from <= whole.length(); from++) {
            for (int to = from; to <= whole.length(); to++) {
                try (var part = files.read(segments, from, to - from)) {
                    assertThat(new String(part.readAllBytes(), StandardCharsets.US_ASCII))
                            .isEqualTo(whole.substring(from, to));
                }
            }
        }
    }

    @Test
    void a_segment_that_lost_bytes_is_said_to() throws IOException {
        List<ExportSegment> segments = List.of(segment(1, "abc", 5));

        assertThat(files.isWhole(segments)).isFalse();
        assertThatThrownBy(() -> {
                    try (var file = files.read(segments, 0, 5)) {
                        file.readAllBytes();
                    }
                })
                .isInstanceOf(EOFException.class);
    }

    @Test
    void what_is_not_committed_is_cut_off() throws IOException {
        try (SegmentWriter writer = new SegmentWriter(files.create(ExportSegment.nameOf(EXPORT, EXPORT)), false)) {
            write(writer.begin(false), "one ");
            writer.commit();
            write(writer.begin(false), "two ");
            writer.rollBack();
            write(writer.begin(false), "three");
            assertThat(writer.commit()).isEqualTo(9);
        }

        Path file = folder.resolve(ExportSegment.nameOf(EXPORT, EXPORT));
        assertThat(file).hasContent("one three");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
    }

    @Test
    void only_what_is_old_and_of_no_use_is_removed() throws IOException {
        ExportSegment used = segment(1, "a", 1);
        segment(2, "b", 1);
        Path stranger = Files.writeString(folder.resolve("notes.txt"), "not ours");
        Instant later = Instant.now().plusSeconds(60);
        Map<UUID, Set<String>> known = Map.of(EXPORT, Set.of(used.name()));

        assertThat(files.removeUnused(Instant.now().minusSeconds(60), Set.of(EXPORT), known))
                .isZero();
        assertThat(files.oldOnes(later)).containsExactly(EXPORT);
        assertThat(files.removeUnused(later, Set.of(), known)).isZero();
        assertThat(files.removeUnused(later, Set.of(EXPORT), known)).isEqualTo(1);

        assertThat(files.isWhole(List.of(used))).isTrue();
        files.remove(List.of(EXPORT));
        assertThat(folder.toFile().list())
                .containsExactly(stranger.getFileName().toString());
    }

    @Test
    void there_is_nothing_in_a_folder_that_is_not_there() throws IOException {
        files.remove(List.of(EXPORT));

        assertThat(files.oldOnes(Instant.now())).isEmpty();
    }

    private ExportSegment segment(int claim, String content, long bytes) throws IOException {
        String name = ExportSegment.nameOf(EXPORT, new UUID(0, claim));
        try (SegmentWriter writer = new SegmentWriter(files.create(name), false)) {
            write(writer.begin(false), content);
            writer.commit();
        }
        return new ExportSegment(name, bytes);
    }

    private static void write(OutputStream output, String text) throws IOException {
        output.write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
