package io.tillview.query.scoping;

import static io.tillview.query.scoping.Questions.NOVEMBER;
import static io.tillview.query.scoping.Questions.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.Filter;
import io.tillview.query.Filter.Operator;
import io.tillview.query.catalog.Dimension;
import io.tillview.query.journeys.EventMatch;
import io.tillview.query.journeys.VisitorSample;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.avatica.util.Quoting;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/** What a caller looks for in a step stays inside its literal: read back with the parser that Druid uses. */
class EventRowsLiteralsTest {
    private static final SqlParser.Config DRUIDS_OWN = SqlParser.config()
            .withCaseSensitive(true)
            .withUnquotedCasing(Casing.UNCHANGED)
            .withQuotedCasing(Casing.UNCHANGED)
            .withQuoting(Quoting.DOUBLE_QUOTE);

    @Property(tries = 300)
    void no_value_of_a_step_leaves_its_literal(
            @ForAll("values") List<String> values, @ForAll Operator operator, @ForAll Dimension dimension)
            throws SqlParseException {
        List<String> taken = operator.takesSeveral() ? values : values.subList(0, Math.min(1, operator.fewestValues()));
        ScopedSql sql = new EventRowsScoper(
                        List.of(
                                new EventMatch(Optional.of("page_viewed"), List.of()),
                                new EventMatch(
                                        Optional.of("order_placed"),
                                        List.of(new Filter.Comparison(dimension.externalName(), operator, taken)))),
                        NOVEMBER,
                        SHOP,
                        "ann")
                .rows(VisitorSample.ALL, Optional.of("channel"), 10);

        SqlNode parsed = SqlParser.create(sql.text(), DRUIDS_OWN).parseQuery();

        SqlSelect select = (SqlSelect) ((SqlOrderBy) parsed).query;
        assertThat(((SqlIdentifier) select.getFrom()).getSimple()).isEqualTo("merchant_events");
        Set<String> expected = LiteralsTest.textsOf(operator, taken);
        expected.addAll(List.of("shop-1", "page_viewed", "order_placed"));
        assertThat(texts(parsed)).isEqualTo(expected);
        assertThat(sql.text().chars()).allMatch(c -> c >= ' ' && c < 127);
    }

    @Provide
    Arbitrary<List<String>> values() {
        return Arbitraries.of(
                        "'",
                        "\\",
                        "' OR 1=1 --",
                        "*/",
                        "\u0000",
                        "\n",
                        "U&'\\0027'",
                        "\"",
                        "?",
                        "d'\u00e9t\u00e9",
                        "%",
                        "ads")
                .list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(parts -> String.join("", parts))
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    private static Set<String> texts(SqlNode parsed) {
        Set<String> texts = new HashSet<>();
        parsed.accept(new SqlBasicVisitor<Void>() {
            @Override
            public Void visit(SqlLiteral literal) {
                if (literal instanceof SqlCharStringLiteral text) {
                    texts.add(text.getValueAs(String.class));
                }
                return null;
            }
        });
        return texts;
    }
}
