package io.tillview.query.exports;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.ExportFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowEncoderTest {
    private static final List<String> COLUMNS = List.of("page_path", "quantity", "rate", "attributes");

    @Test
    void a_table_quotes_what_would_be_read_otherwise_and_tells_nothing_from_empty() throws IOException {
        assertThat(encoded(ExportFormat.CSV, "/a,\"b\"\n商品", 3L, 0.25, "{\"a\":1}"))
                .isEqualTo("page_path,quantity,rate,attributes\r\n\"/a,\"\"b\"\"\n商品\",3,0.25,\"{\"\"a\"\":1}\"\r\n");
        assertThat(encoded(ExportFormat.CSV, "", null, null, null)).endsWith("\r\n\"\",,,\r\n");
    }

    @Test
    void a_line_is_an_object_with_every_column() throws IOException {
        assertThat(encoded(ExportFormat.NDJSON, "/a\"b\"\n商品", 3L, 0.25, "{\"a\":[1,\"x\"]}"))
                .isEqualTo(
                        "{\"page_path\":\"/a\\\"b\\\"\\n商品\",\"quantity\":3,\"rate\":0.25,\"attributes\":{\"a\":[1,\"x\"]}}\n");
        assertThat(encoded(ExportFormat.NDJSON, null, null, null, null))
                .isEqualTo("{\"page_path\":null,\"quantity\":null,\"rate\":null,\"attributes\":null}\n");
    }

    private static String encoded(ExportFormat format, Object... values) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        RowEncoder encoder = RowEncoder.of(format, COLUMNS, bytes);
        encoder.begin();
        encoder.row(Arrays.asList(values));
        encoder.end();
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
