package io.tillview.tenancy.token;

import static java.nio.file.attribute.PosixFilePermission.GROUP_WRITE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_READ;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_WRITE;
import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Reads and writes small text files, and insists that private ones are private. */
final class PrivateFiles {
    private static final int MAX_BYTES = 64 * 1024;
    private static final Set<PosixFilePermission> TOO_OPEN =
            EnumSet.of(GROUP_WRITE, OTHERS_READ, OTHERS_WRITE, OTHERS_EXECUTE);

    private PrivateFiles() {}

    static String readPrivate(Path file) {
        try {
            if (Files.getPosixFilePermissions(file).stream().anyMatch(TOO_OPEN::contains)) {
                throw new UnusableFileException(file, "can be read by others: chmod 600 it.", null);
            }
        } catch (NoSuchFileException e) {
            throw missing(file, e);
        } catch (IOException e) {
            throw new UnusableFileException(
                    file, "can't be read: " + e.getClass().getSimpleName() + ".", e);
        } catch (UnsupportedOperationException e) {
            throw new UnusableFileException(
                    file, "lies on a file system without POSIX permissions: move it to one that has them.", e);
        }
        return read(file);
    }

    static String read(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw Files.exists(file)
                        ? new UnusableFileException(file, "isn't a file: name the file itself.", null)
                        : missing(file, null);
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new UnusableFileException(file, "is longer than 64 KB: name the right file.", null);
            }
            String text = Files.readString(file, StandardCharsets.UTF_8);
            if (text.isBlank()) {
                throw new UnusableFileException(file, "is empty: write it anew.", null);
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new UnusableFileException(file, "isn't text: name the right file.", e);
        } catch (IOException e) {
            throw new UnusableFileException(
                    file, "can't be read by this user (" + e.getClass().getSimpleName() + "): check its owner.", e);
        }
    }

    /** Creates the file with its final permissions; whoever has the directory open never sees it wider. */
    static void create(Path file, String text, String permissions) {
        FileAttribute<Set<PosixFilePermission>> atCreation =
                PosixFilePermissions.asFileAttribute(EnumSet.of(OWNER_READ, OWNER_WRITE));
        Set<StandardOpenOption> onlyNew = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (SeekableByteChannel channel = Files.newByteChannel(file, onlyNew, atCreation)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            // Set again: the umask may have narrowed what was asked for.
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        } catch (IOException e) {
            throw new UnusableFileException(
                    file,
                    "can't be written (" + e.getClass().getSimpleName()
                            + "): it must not exist yet, and its folder must be writable.",
                    e);
        }
    }

    private static UnusableFileException missing(Path file, Throwable cause) {
        return new UnusableFileException(file, "doesn't exist: check the path, or create it.", cause);
    }
}
