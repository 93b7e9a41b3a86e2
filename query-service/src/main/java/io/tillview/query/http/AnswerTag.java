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
        StringBuilder text = new StringBuilder();
        add(text, format);
        add(text, result.columns());
        rows(text, result.rows());
        if (result.comparison() != null) {
            add(text, result.comparison().timeRange());
            add(text, result.comparison().columns());
            rows(text, result.comparison().rows());
            rows(text, either(result.comparison().totals()));
        }
        rows(text, either(result.totals()));
        add(text, result.page().truncated());
        add(text, result.warnings());
        add(text, result.meta().completeness());
        add(text, result.meta().source());
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(UTF_8));
            String tag = Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BYTES));
            return new AnswerTag("W/\"" + tag + "\"");
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

    private static void rows(StringBuilder text, List<List<Object>> rows) {
        text.append(rows.size()).append(' ');
        rows.forEach(row -> row.forEach(cell -> add(text, cell)));
    }

    /** With its kind and length, so that what follows can't be taken for a part of it. */
    private static void add(StringBuilder text, Object value) {
        String shown = String.valueOf(value);
        char kind = value == null ? 'n' : value instanceof String ? 's' : 'o';
        text.append(kind).append(shown.length()).append(' ').append(shown);
    }
}
