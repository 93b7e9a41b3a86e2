package io.tillview.query.sql;

import com.google.errorprone.annotations.CompileTimeConstant;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * Writes a statement anew. What it takes is what can be in a statement: words that stand in this package's sources (the
 * compiler sees to that), names it makes up itself, numbers, and texts that it keeps apart as values.
 *
 * <p>Used by one thread, for one statement.
 */
final class SqlWriter {
    private List<SqlPiece> pieces = new ArrayList<>();
    private int size;
    private int tables;
    private TableUse lastTable;
    private int names;

    /** Writes something that comes later in the statement than what has to be known of it; {@link #append} puts it there. */
    List<SqlPiece> apart(Runnable writing) {
        List<SqlPiece> before = pieces;
        pieces = new ArrayList<>();
        try {
            writing.run();
            return pieces;
        } finally {
            pieces = before;
        }
    }

    void append(List<SqlPiece> apart) {
        pieces.addAll(apart);
    }

    /** Words of our own, with the blanks they need. */
    SqlWriter words(@CompileTimeConstant String words, SqlParserPos position) {
        return add(words, position);
    }

    /** The name of a function. */
    SqlWriter function(MerchantFunction function, SqlParserPos position) {
        return add(function.name(), position);
    }

    SqlWriter infix(Infix infix, SqlParserPos position) {
        return add(infix.sql(), position);
    }

    SqlWriter postfix(Postfix postfix, SqlParserPos position) {
        return add(postfix.sql(), position);
    }

    /** One of our own enums. */
    SqlWriter constant(Enum<?> constant, SqlParserPos position) {
        return add(constant.name(), position);
    }

    /** A number. */
    SqlWriter number(BigDecimal number, boolean approximate, SqlParserPos position) {
        String digits = number.abs().toPlainString();
        return add(
                (number.signum() < 0 ? "(-" : "")
                        + digits
                        + (approximate ? "E0" : "")
                        + (number.signum() < 0 ? ")" : ""),
                position);
    }

    SqlWriter number(long number, SqlParserPos position) {
        return number(BigDecimal.valueOf(number), false, position);
    }

    /** A column of a relation. */
    SqlWriter column(Relation relation, Relation.Column column, SqlParserPos position) {
        return add(relation.written() + "." + column.written(), position);
    }

    /** A name made up here. */
    SqlWriter name(MadeUpName name, SqlParserPos position) {
        return add(name.quoted(), position);
    }

    /** A text, as a value. */
    SqlWriter text(String value, SqlParserPos position) {
        return add(new SqlPiece.Text(value, at(position)));
    }

    /** A table's rows. */
    SqlWriter rows(TableUse use, SqlParserPos position) {
        tables++;
        lastTable = use;
        return add(new SqlPiece.Rows(use, at(position)));
    }

    /** A query of one row, with a name: of the table that was read last, so that no other is. */
    SqlWriter oneRow(SqlParserPos position) {
        if (lastTable == null) {
            // There is a fault already: a query that reads no table.
            return this;
        }
        words("(SELECT COUNT(*) AS ", position).name(newName(), position).words(" FROM ", position);
        rows(new TableUse(lastTable.table()), position).words(" AS ", position).name(newName(), position);
        return words(" WHERE FALSE) AS ", position).name(newName(), position);
    }

    MadeUpName newName() {
        names++;
        return new MadeUpName(names);
    }

    /** How many parts were written, wherever they are. */
    int size() {
        return size;
    }

    /** In how many places tables are read. */
    int tables() {
        return tables;
    }

    List<SqlPiece> pieces() {
        return pieces;
    }

    private SqlWriter add(String sql, SqlParserPos position) {
        return add(new SqlPiece.Words(sql, at(position)));
    }

    private SqlWriter add(SqlPiece piece) {
        size++;
        pieces.add(piece);
        return this;
    }

    static SqlPosition at(SqlParserPos position) {
        return new SqlPosition(Math.max(1, position.getLineNum()), Math.max(1, position.getColumnNum()));
    }

    /** A name for a relation or a column that no caller chose. */
    record MadeUpName(int number) {
        String quoted() {
            return "\"x" + number + "\"";
        }
    }
}
