package io.tillview.query.http;

import io.tillview.query.OrderBy;
import io.tillview.query.QueryResult;
import io.tillview.query.QueryResult.Column;
import io.tillview.query.QueryResult.Warning;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes an answer as CSV (RFC 4180, UTF-8, a header row). The rows are those of the JSON; rows of a comparison
 * continue them to the right. No value is empty, an empty text is {@code ""}. What a table can't say goes into headers.
 *
 * <p>Values are never changed: a text that a spreadsheet would take for a formula is a merchant's own data, and programs
 * read it, too. Whoever opens the file in a spreadsheet imports its columns as text.
 */
@Provider
@Singleton
@Produces(CsvAnswers.MEDIA_TYPE)
public final class CsvAnswers implements MessageBodyWriter<QueryResult> {
    static final String MEDIA_TYPE = "text/csv";
    static final String CONTENT_TYPE = "text/csv; charset=utf-8";

    private static final String LINE_END = "\r\n";

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return type == QueryResult.class;
    }

    @Override
    public void writeTo(
            QueryResult result,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        headers.putSingle(HttpHeaders.CONTENT_TYPE, CONTENT_TYPE);
        headers.putSingle("Content-Disposition", "attachment; filename=\"answer.csv\"");
        describe(result, headers);
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        writer.write(text(result));
        writer.flush();
    }

    /** The header row and the rows. */
    static String text(QueryResult result) {
        StringBuilder text = new StringBuilder();
        List<String> names = result.columns().stream().map(Column::name).toList();
        List<Column> compared =
                result.comparison() == null ? List.of() : result.comparison().columns();
        // The row's own time and dimensions stand in it already.
        int[] added = IntStream.range(0, compared.size())
                .filter(i -> compared.get(i).type() != QueryResult.Type.STRING)
                .filter(i -> !compared.get(i).name().equals(OrderBy.TIME))
                .toArray();
        List<Object> header = new ArrayList<>(names);
        for (int column : added) {
            String name = compared.get(column).name();
            header.add(names.contains(name) ? name + "_compared" : name);
        }
        append(text, header);
        for (int i = 0; i < result.rows().size(); i++) {
            List<Object> row = new ArrayList<>(result.rows().get(i));
            for (int column : added) {
                row.add(result.comparison().rows().get(i).get(column));
            }
            append(text, row);
        }
        return text.toString();
    }

    private static void append(StringBuilder text, List<Object> values) {
        text.append(values.stream().map(CsvAnswers::field).collect(Collectors.joining(",")))
                .append(LINE_END);
    }

    private static String field(Object value) {
        if (value == null) {
            return "";
        }
        String text = value.toString();
        boolean quoted = text.isEmpty() || text.chars().anyMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n');
        return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    private static void describe(QueryResult result, MultivaluedMap<String, Object> headers) {
        put(headers, "X-Next-Page-Token", result.page().nextPageToken());
        put(headers, "X-Truncated", result.page().truncated());
        put(
                headers,
                "X-Warnings",
                joined(result.warnings().stream().map(Warning::code).distinct().toList()));
        put(
                headers,
                "X-Currencies",
                joined(result.columns().stream()
                        .filter(column -> column.currency() != null)
                        .map(column -> column.name() + "=" + column.currency())
                        .toList()));
        put(headers, "X-Totals", result.totals() == null ? null : totals(result));
        if (result.comparison() != null) {
            QueryResult.Range range = result.comparison().timeRange();
            put(headers, "X-Comparison-Range", range.from() + "/" + range.to());
        }
        put(headers, "X-Data-Through", result.meta().dataThrough());
        put(headers, "X-Data-From", result.meta().dataFrom());
        put(headers, "X-Completeness", result.meta().completeness().externalName());
        put(headers, "X-Source", result.meta().source());
        put(headers, "X-Cache", result.meta().cache());
    }

    private static String totals(QueryResult result) {
        List<Column> columns = result.columns();
        return IntStream.range(0, columns.size())
                .filter(i -> Objects.nonNull(result.totals().get(i)))
                .mapToObj(i -> columns.get(i).name() + "=" + result.totals().get(i))
                .collect(Collectors.joining(", "));
    }

    private static String joined(List<String> values) {
        return values.isEmpty() ? null : String.join(", ", values);
    }

    private static void put(MultivaluedMap<String, Object> headers, String name, Object value) {
        if (value != null) {
            headers.putSingle(name, value.toString());
        }
    }
}
