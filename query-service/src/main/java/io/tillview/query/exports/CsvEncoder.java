package io.tillview.query.exports;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** RFC 4180. No value is nothing between the commas; an empty text is {@code ""}. */
final class CsvEncoder implements RowEncoder {
    private static final int BUFFER_CHARACTERS = 32 * 1024;
    private static final String END_OF_LINE = "\r\n";

    private final List<String> columns;
    private final Writer writer;

    CsvEncoder(List<String> columns, OutputStream output) {
        this.columns = columns;
        this.writer = new BufferedWriter(new OutputStreamWriter(output, StandardCharsets.UTF_8), BUFFER_CHARACTERS);
    }

    @Override
    public void begin() throws IOException {
        row(List.copyOf(columns));
    }

    @Override
    public void row(List<Object> values) throws IOException {
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                writer.write(',');
            }
            Object value = values.get(i);
            if (value instanceof String text) {
                text(text);
            } else if (value != null) {
                writer.write(value.toString());
            }
        }
        writer.write(END_OF_LINE);
    }

    private void text(String text) throws IOException {
        boolean plain = !text.isEmpty() && text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        if (plain) {
            writer.write(text);
        } else {
            writer.write('"');
            writer.write(text.replace("\"", "\"\""));
            writer.write('"');
        }
    }

    @Override
    public void end() throws IOException {
        writer.flush();
    }
}
