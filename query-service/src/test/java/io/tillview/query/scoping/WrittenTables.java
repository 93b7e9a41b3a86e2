package io.tillview.query.scoping;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.catalog.Datasource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.avatica.util.Quoting;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;

/** Reads SQL back with the parser that Druid uses, and looks at every place where it names something. */
final class WrittenTables {
    private static final SqlParser.Config DRUIDS_OWN = SqlParser.config()
            .withCaseSensitive(true)
            .withUnquotedCasing(Casing.UNCHANGED)
            .withQuotedCasing(Casing.UNCHANGED)
            .withQuoting(Quoting.DOUBLE_QUOTE);
    private static final Set<String> DATASOURCES =
            Arrays.stream(Datasource.values()).map(Datasource::table).collect(Collectors.toSet());
    private static final Pattern MADE_UP = Pattern.compile("x[0-9]+");
    private static final Pattern OF_A_TABLE = Pattern.compile("x[0-9]+|j[0-9]+|[a-z_]+");

    private final String merchant;
    private int tables;

    private WrittenTables(String merchant) {
        this.merchant = merchant;
    }

    /** In how many places tables are read; each of them is the merchant's rows of it, and nothing else is named. */
    static int of(String sql, String merchant) throws SqlParseException {
        WrittenTables written = new WrittenTables(merchant);
        written.look(SqlParser.create(sql, DRUIDS_OWN).parseQuery());
        return written.tables;
    }

    private void look(SqlNode node) {
        if (node == null) {
            return;
        }
        if (node instanceof SqlSelect select) {
            select(select);
        } else if (node instanceof SqlOrderBy ordered) {
            assertThat(ordered.query instanceof SqlSelect select && select.getFrom() instanceof SqlIdentifier)
                    .isFalse();
            look(ordered.query);
            look(ordered.orderList);
        } else if (node instanceof SqlIdentifier identifier) {
            column(identifier);
        } else if (node instanceof SqlCall call) {
            assertThat(call.getKind())
                    .isNotIn(
                            SqlKind.WITH,
                            SqlKind.COLLECTION_TABLE,
                            SqlKind.TABLE_REF,
                            SqlKind.EXPLICIT_TABLE,
                            SqlKind.VALUES);
            call.getOperandList().forEach(this::look);
        } else if (node instanceof SqlNodeList list) {
            list.forEach(this::look);
        } else {
            assertThat(node instanceof SqlDataTypeSpec || !node.isA(SqlKind.QUERY))
                    .isTrue();
        }
    }

    private void select(SqlSelect select) {
        if (select.getFrom() instanceof SqlIdentifier table) {
            merchantsRows(select, table);
            return;
        }
        assertThat(select.hasHints()).isFalse();
        from(select.getFrom());
        look(select.getSelectList());
        look(select.getWhere());
        look(select.getGroup());
        look(select.getHaving());
    }

    /** A FROM has queries in brackets with names made up, and joins of them, and never a table by itself. */
    private void from(SqlNode node) {
        if (node instanceof SqlJoin join) {
            from(join.getLeft());
            from(join.getRight());
            look(join.getCondition());
            return;
        }
        assertThat(node.getKind()).isEqualTo(SqlKind.AS);
        SqlBasicCall named = (SqlBasicCall) node;
        assertThat(named.operand(0).getKind()).isIn(SqlKind.SELECT, SqlKind.ORDER_BY);
        assertThat(((SqlIdentifier) named.operand(1)).getSimple()).matches(MADE_UP);
        look(named.operand(0));
    }

    private void merchantsRows(SqlSelect select, SqlIdentifier table) {
        tables++;
        assertThat(DATASOURCES).contains(table.getSimple());
        assertThat(select.getGroup()).isNull();
        assertThat(select.getHaving()).isNull();
        assertThat(select.getFetch()).isNull();
        assertThat(select.isDistinct()).isFalse();
        assertThat(select.getWhere()).isInstanceOf(SqlBasicCall.class);
        SqlBasicCall where = (SqlBasicCall) select.getWhere();
        assertThat(where.getKind()).isEqualTo(SqlKind.EQUALS);
        assertThat(((SqlIdentifier) where.operand(0)).names).isEqualTo(List.of(Datasource.MERCHANT_COLUMN));
        assertThat(((SqlCharStringLiteral) where.operand(1)).getValueAs(String.class))
                .isEqualTo(merchant);
        assertThat(select.getSelectList().toString()).doesNotContain(Datasource.MERCHANT_COLUMN, "kafka");
    }

    private static void column(SqlIdentifier identifier) {
        if (identifier.isStar()) {
            assertThat(identifier.names).hasSize(1);
            return;
        }
        if (identifier.isSimple()) {
            String name = identifier.getSimple();
            assertThat(name.equals("CURRENT_TIMESTAMP")
                            || name.equals("CURRENT_DATE")
                            || MADE_UP.matcher(name).matches())
                    .as(name)
                    .isTrue();
            return;
        }
        assertThat(identifier.names).hasSize(2);
        assertThat(identifier.names.get(0)).matches(MADE_UP);
        assertThat(identifier.names.get(1)).matches(OF_A_TABLE).isNotEqualTo(Datasource.MERCHANT_COLUMN);
    }
}
