package io.tillview.query.exports;

import io.tillview.query.ExportFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes rows as text, UTF-8. Used by one thread. */
interface RowEncoder {

    /** The encoder of a format, for one piece. It holds at most a buffer of what it writes until the end. */
    static RowEncoder of(ExportFormat format, List<String> columns, OutputStream output) throws IOException {
        return switch (format) {
            case CSV -> new CsvEncoder(columns, output);
            case NDJSON -> new NdjsonEncoder(columns, output);
        };
    }

    /** What a file begins with. */
    void begin() throws IOException;

    /** One row: texts, whole numbers, numbers, null. */
    void row(List<Object> values) throws IOException;

    /** Hands everything on; the last call. */
    void end() throws IOException;
}
