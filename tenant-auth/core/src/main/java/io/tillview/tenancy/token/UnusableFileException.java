package io.tillview.tenancy.token;

import static java.util.Objects.requireNonNull;

import java.io.Serial;
import java.nio.file.Path;

/**
 * A key or secret file can't be used: it is missing, empty, readable by everyone, or holds something else. The message
 * names the file, what is wrong and how to put it right in one line; it never holds the file's content.
 */
public final class UnusableFileException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String file;

    UnusableFileException(Path file, String problem, Throwable cause) {
        super(requireNonNull(file, "file") + " " + problem, cause);
        this.file = file.toString();
    }

    /** The file. */
    public Path file() {
        return Path.of(file);
    }
}
