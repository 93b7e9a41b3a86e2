package io.tillview.query.exports;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tillview.query.catalog.EventColumn;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** One JSON object a line, with every column in it; no value is null. */
final class NdjsonEncoder implements RowEncoder {
    private static final JsonFactory JSON = new JsonFactory().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    private static final String ALREADY_JSON = EventColumn.ATTRIBUTES.externalName();

    private final List<String> columns;
    private final JsonGenerator json;

    NdjsonEncoder(List<String> columns, OutputStream output) throws IOException {
        this.columns = columns;
        this.json = JSON.createGenerator(output).setRootValueSeparator(null);
    }

    @Override
    public void begin() {
        // A line is whole in itself.
    }

    @Override
    public void row(List<Object> values) throws IOException {
        json.writeStartObject();
        for (int i = 0; i < values.size(); i++) {
            json.writeFieldName(columns.get(i));
            Object value = values.get(i);
            if (value == null) {
                json.writeNull();
            } else if (value instanceof Long whole) {
                json.writeNumber(whole);
            } else if (value instanceof Double number) {
                json.writeNumber(number);
            } else if (columns.get(i).equals(ALREADY_JSON)) {
                json.writeRawValue((String) value);
            } else {
                json.writeString((String) value);
            }
        }
        json.writeEndObject();
        json.writeRaw('\n');
    }

    @Override
    public void end() throws IOException {
        json.close();
    }
}
