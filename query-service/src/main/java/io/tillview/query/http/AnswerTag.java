package io.tillview.query.http;

import io.tillview.query.QueryResult;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * The {@code ETag} of an answer: the same for the same rows, totals, comparison, warnings and completeness in the same format. Weak, since
 * what is different each time plays no part: the query's id, how long it took, and up to when there is data.
 *
 * @param header its value as it stands in the header
 * @param last whether no page follows
 */
record AnswerTag(String header, boolean last) {
    private static final int BYTES = 16;
    private static final String ANY = "*";

    static AnswerTag of(QueryResult result, MediaType format) {
        ContentDigest content = new ContentDigest();
        content.add(format);
        content.add(result.columns());
        content.addRows(result.rows());
        if (result.comparison() != null) {
            content.add(result.comparison().timeRange());
            content.add(result.comparison().columns());
            content.addRows(result.comparison().rows());
            content.addRows(either(result.comparison().totals()));
        }
        content.addRows(either(result.totals()));
        content.add(result.page().truncated());
        content.add(result.warnings());
        content.add(result.meta().completeness());
        content.add(result.meta().source());
        String tag = Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(content.end(), BYTES));
        return new AnswerTag("W/\"" + tag + "\"", result.page().nextPageToken() == null);
    }

    /**
     * Whether the caller has it already, by its {@code If-None-Match}; null for none. Never where a page follows: the token for it that
     * the caller has holds for an hour only, and means the time of then.
     */
    boolean isAmong(List<String> ifNoneMatch) {
        return last
                && ifNoneMatch != null
                && ifNoneMatch.stream()
                        .flatMap(line -> Arrays.stream(line.split(",")))
                        .map(String::strip)
                        .anyMatch(one -> one.equals(header) || one.equals(ANY) || ("W/" + one).equals(header));
    }

    private static List<List<Object>> either(List<Object> row) {
        return row == null ? List.of() : List.of(row);
    }
}
