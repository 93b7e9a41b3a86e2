package io.tillview.query.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tillview.query.QueryResult;
import jakarta.ws.rs.core.MediaType;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * The {@code ETag} of an answer: the same for the same rows, totals, comparison, warnings and completeness in the same format. Weak, since
 * what is different each time plays no part: the query's id, how long it took, and up to when there is data.
 *
 * @param header its value as it stands in the header
 */
record AnswerTag(String header) {
    private static final int BYTES = 16;
    private static final String ANY = "*";

    static AnswerTag of(QueryResult result, MediaType format) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(digest, format);
            add(digest, result.columns());
            rows(digest, result.rows());
            if (result.comparison() != null) {
                add(digest, result.comparison().timeRange());
                add(digest, result.comparison().columns());
                rows(digest, result.comparison().rows());
                rows(digest, either(result.comparison().totals()));
            }
            rows(digest, either(result.totals()));
            add(digest, result.page().truncated());
            add(digest, result.warnings());
            add(digest, result.meta().completeness());
            add(digest, result.meta().source());
            byte[] tag = Arrays.copyOf(digest.digest(), BYTES);
            return new AnswerTag(
                    "W/\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(tag) + "\"");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    /** Whether the caller has it already, by its {@code If-None-Match}; null for none. */
    boolean isAmong(List<String> ifNoneMatch) {
        return ifNoneMatch != null
                && ifNoneMatch.stream()
                        .flatMap(line -> Arrays.stream(line.split(",")))
                        .map(String::strip)
                        .anyMatch(one -> one.equals(header) || one.equals(ANY) || ("W/" + one).equals(header));
    }

    private static List<List<Object>> either(List<Object> row) {
        return row == null ? List.of() : List.of(row);
    }

    private static void rows(MessageDigest digest, List<List<Object>> rows) {
        add(digest, rows.size());
        rows.forEach(row -> row.forEach(cell -> add(digest, cell)));
    }

    /** With its type and length, so that what follows can't be taken for a part of it. */
    private static void add(MessageDigest digest, Object value) {
        byte[] text = String.valueOf(value).getBytes(UTF_8);
        String begin = (value == null ? "" : value.getClass().getSimpleName()) + " " + text.length + " ";
        digest.update(begin.getBytes(UTF_8));
        digest.update(text);
    }
}
