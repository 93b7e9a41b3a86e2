package io.tillview.query.druid;

import io.tillview.query.answering.RunOutcome.ValueKind;
import io.tillview.query.scoping.SelectedColumn;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.calcite.avatica.ColumnMetaData;
import org.apache.calcite.avatica.Meta;

/** Makes a Broker's values what the rest of the service expects. */
sealed interface RowReader {

    /** One row. */
    List<Object> read(List<?> values);

    /** Of columns that are known. */
    record Known(List<SelectedColumn> columns) implements RowReader {
        @Override
        public List<Object> read(List<?> values) {
            List<Object> row = new ArrayList<>(columns.size());
            for (int i = 0; i < columns.size(); i++) {
                row.add(value(columns.get(i).kind(), values.get(i)));
            }
            return row;
        }

        /** Times come as numbers; the width of a number depends on what Druid thought it needs. */
        private static Object value(SelectedColumn.Kind kind, Object value) {
            if (value == null) {
                return null;
            }
            return switch (kind) {
                case TIME, WHOLE_NUMBER -> ((Number) value).longValue();
                case NUMBER -> number(((Number) value).doubleValue());
                case TEXT -> value.toString();
                case SKETCH -> sketch(value.toString());
                case SORT_KEY -> null;
            };
        }

        /** A Broker gives it as JSON: in base64, and that in quotes. */
        private static byte[] sketch(String json) {
            int end = json.length() - 1;
            if (end < 1 || json.charAt(0) != '"' || json.charAt(end) != '"') {
                throw new IllegalArgumentException("A sketch came in another form than Druid 33's.");
            }
            return Base64.getDecoder().decode(json.substring(1, end));
        }
    }

    /** Of columns that Druid describes. */
    record Described(List<ValueKind> kinds) implements RowReader {

        static Described by(Meta.Signature signature) {
            return new Described(signature.columns.stream().map(Described::kind).toList());
        }

        @Override
        public List<Object> read(List<?> values) {
            List<Object> row = new ArrayList<>(kinds.size());
            for (int i = 0; i < kinds.size(); i++) {
                row.add(value(kinds.get(i), values.get(i)));
            }
            return row;
        }

        private static ValueKind kind(ColumnMetaData column) {
            return switch (column.type.name) {
                case "TIMESTAMP" -> ValueKind.TIMESTAMP;
                case "DATE" -> ValueKind.DATE;
                case "BIGINT", "INTEGER", "SMALLINT", "TINYINT" -> ValueKind.WHOLE_NUMBER;
                case "DOUBLE", "FLOAT", "REAL", "DECIMAL" -> ValueKind.NUMBER;
                case "BOOLEAN" -> ValueKind.TRUTH;
                default -> ValueKind.TEXT;
            };
        }

        private static Object value(ValueKind kind, Object value) {
            if (value == null) {
                return null;
            }
            return switch (kind) {
                case TIMESTAMP, DATE, WHOLE_NUMBER ->
                    value instanceof Number number ? (Object) number.longValue() : value.toString();
                case NUMBER -> value instanceof Number number ? number(number.doubleValue()) : value.toString();
                case TRUTH -> value instanceof Number number ? (Object) (number.longValue() != 0) : value;
                case TEXT -> value.toString();
            };
        }
    }

    /** A quantile of nothing is "not a number", and a division by nothing is without an end: JSON has neither. */
    private static Object number(double value) {
        return Double.isNaN(value) || Double.isInfinite(value) ? null : (Object) value;
    }
}
