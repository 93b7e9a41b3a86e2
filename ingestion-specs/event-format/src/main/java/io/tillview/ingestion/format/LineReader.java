package io.tillview.ingestion.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.tillview.events.BrokenRule;
import io.tillview.events.MerchantEvent;
import io.tillview.events.encoding.Decoded;
import io.tillview.events.encoding.DecodedEvent;
import io.tillview.events.encoding.InvalidEvent;
import io.tillview.events.encoding.JsonEventDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.druid.data.input.InputEntity;
import org.apache.druid.data.input.InputEntityReader;
import org.apache.druid.data.input.InputRow;
import org.apache.druid.data.input.InputRowListPlusRawValues;
import org.apache.druid.java.util.common.parsers.CloseableIterator;
import org.apache.druid.java.util.common.parsers.ParseException;

/** Reads a file of one event a line; blank lines are passed over. */
final class LineReader implements InputEntityReader {

    private static final int BUFFER_BYTES = 1 << 16;

    private final RowLayout layout;
    private final InputEntity source;

    LineReader(RowLayout layout, InputEntity source) {
        this.layout = layout;
        this.source = source;
    }

    @Override
    public CloseableIterator<InputRow> read() throws IOException {
        return new Lines(layout, source.open());
    }

    @Override
    public CloseableIterator<InputRowListPlusRawValues> sample() throws IOException {
        return read().map(row -> InputRowListPlusRawValues.of(row, Map.of()));
    }

    /** The rows of an open file. Belongs to one thread. */
    private static final class Lines implements CloseableIterator<InputRow> {

        private final JsonEventDecoder decoder = new JsonEventDecoder();
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private final RowLayout layout;
        private final InputStream in;
        private final byte[] buffer = new byte[BUFFER_BYTES];
        private int at;
        private int filled;
        private byte[] next;
        private long number;

        Lines(RowLayout layout, InputStream in) {
            this.layout = layout;
            this.in = in;
        }

        @Override
        public boolean hasNext() {
            while (next == null) {
                if (!readLine()) {
                    return false;
                }
                if (line.size() > 2 || !line.toString(ISO_8859_1).isBlank()) {
                    next = line.toByteArray();
                }
            }
            return true;
        }

        /** Of a line longer than an event may be, only so much is kept as shows that it is. */
        private boolean readLine() {
            line.reset();
            try {
                if (!fill()) {
                    return false;
                }
                number++;
                while (true) {
                    int end = at;
                    while (end < filled && buffer[end] != '\n') {
                        end++;
                    }
                    int room = MerchantEvent.MAX_ENCODED_BYTES + 1 - line.size();
                    line.write(buffer, at, Math.min(end - at, room));
                    boolean whole = end < filled;
                    at = whole ? end + 1 : end;
                    if (whole || !fill()) {
                        return true;
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Whether there is another byte. */
        private boolean fill() throws IOException {
            while (at == filled) {
                filled = in.read(buffer);
                at = 0;
                if (filled < 0) {
                    filled = 0;
                    return false;
                }
            }
            return true;
        }

        /** @throws ParseException naming the first broken rule, if the line is no event */
        @Override
        public InputRow next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Decoded decoded = decoder.read(next);
            next = null;
            if (decoded instanceof InvalidEvent invalid) {
                BrokenRule first = invalid.rules().get(0);
                throw new ParseException(null, "Line %d is no event: %s", number, first);
            }
            return new EventRow(layout, (DecodedEvent) decoded, null);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
