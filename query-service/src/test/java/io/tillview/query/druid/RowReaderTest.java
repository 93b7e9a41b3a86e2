package io.tillview.query.druid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillview.query.answering.RunOutcome.ValueKind;
import io.tillview.query.catalog.Aggregate;
import io.tillview.query.scoping.SelectedColumn.SketchValue;
import java.math.BigDecimal;
import java.sql.Types;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.calcite.avatica.ColumnMetaData;
import org.apache.calcite.avatica.ColumnMetaData.Rep;
import org.apache.calcite.avatica.Meta;
import org.junit.jupiter.api.Test;

/** Columns whose types only Druid knows, and sketches. */
class RowReaderTest {
    private final RowReader.Described reader = RowReader.Described.by(signature(
            scalar(Types.TIMESTAMP, "TIMESTAMP", Rep.NUMBER),
            scalar(Types.DATE, "DATE", Rep.NUMBER),
            scalar(Types.BIGINT, "BIGINT", Rep.NUMBER),
            scalar(Types.DOUBLE, "DOUBLE", Rep.NUMBER),
            scalar(Types.DECIMAL, "DECIMAL", Rep.NUMBER),
            scalar(Types.BOOLEAN, "BOOLEAN", Rep.BOOLEAN),
            scalar(Types.VARCHAR, "VARCHAR", Rep.STRING)));

    @Test
    void kinds_are_as_druid_says() {
        assertThat(reader.kinds())
                .containsExactly(
                        ValueKind.TIMESTAMP,
                        ValueKind.DATE,
                        ValueKind.WHOLE_NUMBER,
                        ValueKind.NUMBER,
                        ValueKind.NUMBER,
                        ValueKind.TRUTH,
                        ValueKind.TEXT);
    }

    @Test
    void values_have_one_type_each_however_they_come() {
        assertThat(reader.read(Arrays.asList(1_000L, 20_000, 7, 1.5f, new BigDecimal("2.5"), true, "a")))
                .containsExactly(1_000L, 20_000L, 7L, 1.5, 2.5, true, "a");
        assertThat(reader.read(Collections.nCopies(7, null))).containsOnlyNulls();
    }

    @Test
    void what_is_no_number_is_no_value() {
        List<Object> row = reader.read(Arrays.asList(null, null, null, Double.NaN, Double.POSITIVE_INFINITY, 1, null));

        assertThat(row).containsExactly(null, null, null, null, null, true, null);
    }

    @Test
    void a_sketch_comes_in_quotes_and_in_base64() {
        RowReader known = new RowReader.Known(List.of(new SketchValue(Aggregate.DISTINCT_VISITORS)));

        assertThat((byte[]) known.read(List.of("\"AgEHDAMMAAA=\"")).get(0)).containsExactly(2, 1, 7, 12, 3, 12, 0, 0);
        assertThat(known.read(Collections.singletonList(null))).containsOnlyNulls();
        assertThatThrownBy(() -> known.read(List.of("AgEHDAMMAAA="))).isInstanceOf(IllegalArgumentException.class);
    }

    private static ColumnMetaData scalar(int type, String name, Rep rep) {
        return new ColumnMetaData(
                0,
                false,
                true,
                false,
                false,
                1,
                true,
                0,
                "x",
                "x",
                "",
                0,
                0,
                "",
                "",
                ColumnMetaData.scalar(type, name, rep),
                true,
                false,
                false,
                "");
    }

    private static Meta.Signature signature(ColumnMetaData... columns) {
        return new Meta.Signature(
                List.of(columns), "", List.of(), Map.of(), Meta.CursorFactory.ARRAY, Meta.StatementType.SELECT);
    }
}
