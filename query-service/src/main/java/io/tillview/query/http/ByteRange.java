package io.tillview.query.http;

import io.tillview.query.ProblemType;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a file (RFC 9110).
 *
 * @param from its first byte
 * @param length how many bytes
 */
record ByteRange(long from, long length) {
    private static final Pattern ONE_RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /**
     * The part that a header names; empty for all of it, which is also what several parts at once or another unit come to.
     *
     * @param header the value of {@code Range}
     * @param size of the file
     * @throws ProblemException if the file has no byte of it
     */
    static Optional<ByteRange> of(String header, long size) {
        Matcher matcher = ONE_RANGE.matcher(header.strip());
        if (!matcher.matches() || header.strip().equals("bytes=-")) {
            return Optional.empty();
        }
        String first = matcher.group(1);
        String last = matcher.group(2);
        long from = first.isEmpty() ? Math.max(0, size - Long.parseLong(last)) : Long.parseLong(first);
        long to = first.isEmpty() || last.isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(last));
        if (!first.isEmpty() && !last.isEmpty() && Long.parseLong(last) < from) {
            return Optional.empty();
        }
        if (from >= size) {
            throw ProblemException.of(
                    ProblemType.RANGE_NOT_SATISFIABLE,
                    "The file has " + size + " bytes.",
                    Map.of("Content-Range", "bytes */" + size));
        }
        return Optional.of(new ByteRange(from, to - from + 1));
    }

    /** The value of {@code Content-Range}. */
    String within(long size) {
        return "bytes " + from + "-" + (from + length - 1) + "/" + size;
    }
}
