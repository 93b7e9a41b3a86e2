package io.tillview.cluster.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process, told apart from any later one with the same id by when it started.
 *
 * @param pid the process id
 * @param startTicks when it started, in clock ticks after boot (field 22 of {@code /proc/PID/stat}, see proc(5))
 * @param bootId which boot of the machine that was ({@code /proc/sys/kernel/random/boot_id})
 */
public record ProcessIdentity(long pid, long startTicks, String bootId) {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    /** Fields of {@code stat} are counted from 1; the text after the program's name begins with field 3. */
    private static final int START_TICKS_AFTER_NAME = 22 - 3;

    private static final int STATE_AFTER_NAME = 0;

    /** The process that runs this code. */
    public static ProcessIdentity ofThisProcess() {
        long pid = ProcessHandle.current().pid();
        return new ProcessIdentity(
                pid, Long.parseLong(stat(pid).orElseThrow()[START_TICKS_AFTER_NAME]), currentBootId());
    }

    /**
     * Reads what {@link ProcessLauncher} or {@link #write} put there.
     *
     * @return empty when there is no such file, or it is not whole
     */
    public static Optional<ProcessIdentity> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            String[] words = Files.readString(file).trim().split(" ", -1);
            return words.length == 3
                    ? Optional.of(new ProcessIdentity(Long.parseLong(words[0]), Long.parseLong(words[1]), words[2]))
                    : Optional.empty();
        } catch (NoSuchFileException | NumberFormatException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the identity as {@link #read} expects it. */
    public void write(Path file) {
        try {
            Files.writeString(file, pid + " " + startTicks + " " + bootId + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The very process, when it still runs; a zombie does not. */
    public Optional<ProcessHandle> running() {
        if (!currentBootId().equals(bootId)) {
            return Optional.empty();
        }
        Optional<String[]> stat = stat(pid);
        if (stat.isEmpty()
                || stat.get()[STATE_AFTER_NAME].equals("Z")
                || Long.parseLong(stat.get()[START_TICKS_AFTER_NAME]) != startTicks) {
            return Optional.empty();
        }
        return ProcessHandle.of(pid);
    }

    private static String currentBootId() {
        try {
            return Files.readString(BOOT_ID).trim();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String[]> stat(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            // The name stands in parentheses and may itself hold spaces and parentheses.
            return Optional.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
        } catch (ClosedByInterruptException e) {
            // It may well run: only this thread was told to stop looking.
            throw new UncheckedIOException(e);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
