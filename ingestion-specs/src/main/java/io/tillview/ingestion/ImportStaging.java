package io.tillview.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tillview.events.BrokenRule;
import io.tillview.events.Timeliness;
import io.tillview.events.encoding.Decoded;
import io.tillview.events.encoding.DecodedEvent;
import io.tillview.events.encoding.InvalidEvent;
import io.tillview.events.encoding.JsonEventDecoder;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/** Holds every line to the event contract and writes those that keep it, as they are, to where Druid reads them. */
final class ImportStaging {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int LINES_A_REPORT = 2_000;
    private static final int DIGEST_CHARACTERS = 24;

    private final JsonEventDecoder decoder = new JsonEventDecoder();
    private final MerchantDays days = new MerchantDays();
    private final MessageDigest sha256 = sha256();
    private final long now = System.currentTimeMillis();
    private final ImportProgress progress;
    private long lines;
    private long rejected;

    ImportStaging(ImportProgress progress) {
        this.progress = progress;
    }

    /**
     * Reads all files.
     *
     * @return what names their events: the same for the same lines in the same order
     */
    String stage(List<Path> files, Path target) {
        long all = files.stream().mapToLong(ImportStaging::size).sum();
        long before = 0;
        try (OutputStream out = new BufferedOutputStream(
                new GZIPOutputStream(Files.newOutputStream(target), BUFFER_BYTES), BUFFER_BYTES)) {
            for (Path file : files) {
                stage(file, out, before, all);
                before += size(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        progress.read(lines, all, all);
        return HexFormat.of().formatHex(sha256.digest()).substring(0, DIGEST_CHARACTERS);
    }

    private void stage(Path file, OutputStream out, long bytesBefore, long bytesInAll) throws IOException {
        long number = 0;
        try (LineReader reader = new LineReader(file)) {
            for (Optional<byte[]> line = reader.next(); line.isPresent(); line = reader.next()) {
                number++;
                lines++;
                if (!isBlank(line.get())) {
                    take(file, number, line.get(), out);
                }
                if (lines % LINES_A_REPORT == 0) {
                    progress.read(lines, bytesBefore + reader.bytesRead(), bytesInAll);
                }
            }
        } catch (ZipException | EOFException e) {
            throw new ImportRefusedException(
                    file.toString(),
                    "it is no whole gzip file, behind line " + number,
                    "Nothing was imported; give it whole.");
        }
    }

    private void take(Path file, long number, byte[] line, OutputStream out) throws IOException {
        Decoded decoded = decoder.read(line);
        if (decoded instanceof InvalidEvent invalid) {
            reject(file, number, invalid.rules());
            return;
        }
        DecodedEvent event = (DecodedEvent) decoded;
        if (Timeliness.of(event.occurredAtMillis(), now) == Timeliness.FROM_THE_FUTURE) {
            reject(file, number, List.of(Timeliness.fromTheFuture()));
            return;
        }
        days.add(event);
        sha256.update(line);
        sha256.update((byte) '\n');
        out.write(line);
        out.write('\n');
    }

    private void reject(Path file, long number, List<BrokenRule> rules) {
        rejected++;
        progress.rejected(file, number, rules);
    }

    MerchantDays days() {
        return days;
    }

    long rejected() {
        return rejected;
    }

    private static boolean isBlank(byte[] line) {
        return line.length < 3 && new String(line, UTF_8).isBlank();
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
