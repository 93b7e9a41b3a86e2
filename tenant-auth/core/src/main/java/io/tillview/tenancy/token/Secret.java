package io.tillview.tenancy.token;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A shared secret from a single-line text file. It can be compared and, where it has to be sent, revealed; it never
 * shows in {@link #toString()}.
 *
 * <p>Immutable; safe for use by many threads.
 */
public final class Secret {
    /** Shorter ones could be guessed: nothing counts wrong guesses. */
    public static final int MIN_LENGTH = 16;

    private final String text;
    private final byte[] digest;

    private Secret(String text) {
        this.text = text;
        this.digest = sha256(text);
    }

    /**
     * Reads a secret from a file that only its owner (and perhaps its group) can read. White space around it doesn't
     * belong to it.
     *
     * @param file one line of at least {@value #MIN_LENGTH} printable ASCII characters
     * @throws UnusableFileException if the file is missing, open to others, or holds no such secret
     */
    public static Secret readFrom(Path file) {
        String text = PrivateFiles.readPrivate(file).strip();
        if (!text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new UnusableFileException(
                    file, "isn't one line of printable ASCII without spaces: write it anew.", null);
        }
        if (text.length() < MIN_LENGTH) {
            throw new UnusableFileException(
                    file, "holds fewer than " + MIN_LENGTH + " characters: write a long random secret.", null);
        }
        return new Secret(text);
    }

    /**
     * Whether this is the secret. Takes the same time wherever the two differ, and whatever their lengths.
     *
     * @param guess what somebody claims the secret is
     */
    public boolean matches(String guess) {
        return MessageDigest.isEqual(digest, sha256(requireNonNull(guess, "guess")));
    }

    /** The secret itself, for the one place that sends it. */
    public String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return "Secret[redacted]";
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }
}
