package io.tillview.query.scoping;

import static io.tillview.query.scoping.Questions.NOVEMBER;
import static io.tillview.query.scoping.Questions.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillview.query.Filter;
import io.tillview.query.Filter.Operator;
import io.tillview.query.catalog.CustomAttribute;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.catalog.Dimension;
import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.OneMerchant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.avatica.util.Quoting;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/** Whatever a caller looks for stays inside its literal: read back with the parser that Druid uses. */
class LiteralsTest {
    private static final SqlParser.Config DRUIDS_OWN = SqlParser.config()
            .withCaseSensitive(true)
            .withUnquotedCasing(Casing.UNCHANGED)
            .withQuotedCasing(Casing.UNCHANGED)
            .withQuoting(Quoting.DOUBLE_QUOTE);

    @Property(tries = 500)
    void no_value_leaves_its_literal(
            @ForAll("values") List<String> values, @ForAll Operator operator, @ForAll Dimension dimension)
            throws SqlParseException {
        List<String> taken = operator.takesSeveral() ? values : values.subList(0, Math.min(1, operator.fewestValues()));
        ScopedSql sql = new QueryScoper()
                .scope(
                        Questions.where(
                                Questions.of("orders"),
                                new Filter.Comparison(dimension.externalName(), operator, taken)),
                        NOVEMBER,
                        Datasource.MERCHANT_EVENTS,
                        SHOP,
                        "ann");

        List<SqlNode> conjuncts = conjuncts(parsed(sql));

        assertThat(conjuncts).hasSize(4);
        assertThat(isMerchant(conjuncts.get(0), "shop-1")).isTrue();
        assertThat(textsIn(conjuncts.get(3))).isEqualTo(textsOf(operator, taken));
        assertThat(sql.text().chars()).allMatch(c -> c >= ' ' && c < 127);
    }

    /** The values, and the least text there is, with which a range begins that would have no beginning. */
    static Set<String> textsOf(Operator operator, List<String> values) {
        Set<String> texts = new HashSet<>(values);
        if (operator == Operator.LT || operator == Operator.LTE) {
            texts.add("");
        }
        return texts;
    }

    @Property(tries = 200)
    void every_query_is_one_select_from_one_table_for_its_merchant(
            @ForAll("merchants") String merchant, @ForAll Datasource datasource) throws SqlParseException {
        // It has no rows of one merchant, and no SQL for one.
        Assume.that(datasource != Datasource.PLATFORM_METRICS);
        OneMerchant scope = new OneMerchant(new MerchantId(merchant));

        SqlSelect select = parsed(
                new QueryScoper().scope(Questions.of("net_sales", "events"), NOVEMBER, datasource, scope, "ann"));

        assertThat(((SqlIdentifier) select.getFrom()).getSimple()).isEqualTo(datasource.table());
        assertThat(isMerchant(conjuncts(select).get(0), merchant)).isTrue();
    }

    @Property(tries = 500)
    void no_name_of_an_attribute_leaves_its_path(@ForAll("names") String name, @ForAll Operator operator)
            throws SqlParseException {
        Optional<CustomAttribute> attribute = CustomAttribute.named("attributes." + name);
        Assume.that(attribute.isPresent());
        List<String> values = operator.fewestValues() == 0 ? List.of() : List.of("1");

        ScopedSql sql = new QueryScoper()
                .scope(
                        Questions.where(
                                Questions.by(Questions.of("orders"), "attributes." + name),
                                new Filter.Comparison("attributes." + name, operator, values)),
                        NOVEMBER,
                        Datasource.MERCHANT_EVENTS,
                        SHOP,
                        "ann");

        assertThat(conjuncts(parsed(sql))).hasSize(4);
        assertThat(sql.text().chars()).allMatch(c -> c >= ' ' && c < 127);
        assertThat(textsIn(conjuncts(parsed(sql)).get(3)))
                .contains("$['" + String.join("']['", attribute.get().keys()) + "']");
    }

    @Example
    void half_a_surrogate_pair_is_no_text() {
        assertThatThrownBy(() -> Literals.text("a\ud83d")).isInstanceOf(IllegalArgumentException.class);
    }

    @Example
    void plain_words_stay_readable() {
        assertThat(Literals.text("America/New_York")).isEqualTo("'America/New_York'");
        assertThat(Literals.text("d'été")).isEqualTo("U&'d\\0027\\00E9t\\00E9'");
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.oneOf(
                Arbitraries.strings().all().ofMinLength(1).ofMaxLength(20),
                Arbitraries.strings()
                        .withChars("abc.'\"[]$\\ \u00e9\ud83d\ude00)(")
                        .ofMinLength(1)
                        .ofMaxLength(9));
    }

    @Provide
    Arbitrary<List<String>> values() {
        Arbitrary<String> hostile = Arbitraries.of(
                "'",
                "''",
                "\\",
                "\\'",
                "' OR 1=1 --",
                "'; DROP TABLE x",
                "/*",
                "*/",
                "\u0000",
                "\n",
                "U&'\\0027'",
                "\"",
                "?",
                "\ud83d\ude00",
                "\u2019",
                "%",
                "{fn",
                "$1");
        Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(40).filter(LiteralsTest::isWellFormed);
        Arbitrary<String> mixed = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(1, hostile),
                net.jqwik.api.Tuple.of(1, any),
                net.jqwik.api.Tuple.of(2, hostile.list().ofMaxSize(6).map(parts -> String.join("", parts))));
        return mixed.list().ofMinSize(1).ofMaxSize(5);
    }

    @Provide
    Arbitrary<String> merchants() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('A', 'Z')
                .withCharRange('0', '9')
                .withChars('_', '-')
                .ofMinLength(1)
                .ofMaxLength(64);
    }

    private static SqlSelect parsed(ScopedSql sql) throws SqlParseException {
        return (SqlSelect)
                ((SqlOrderBy) SqlParser.create(sql.text(), DRUIDS_OWN).parseQuery()).query;
    }

    /** The top-level ANDs, in the order they are written. */
    private static List<SqlNode> conjuncts(SqlSelect select) {
        List<SqlNode> found = new ArrayList<>();
        SqlNode rest = select.getWhere();
        while (rest instanceof SqlBasicCall call && call.getKind() == SqlKind.AND) {
            found.add(0, call.operand(1));
            rest = call.operand(0);
        }
        found.add(0, rest);
        return found;
    }

    private static boolean isMerchant(SqlNode node, String merchant) {
        return node instanceof SqlBasicCall call
                && call.getKind() == SqlKind.EQUALS
                && call.operand(0) instanceof SqlIdentifier column
                && column.getSimple().equals(Datasource.MERCHANT_COLUMN)
                && textOf(call.operand(1)).equals(merchant);
    }

    /** Every text that stands in a condition. */
    private static Set<String> textsIn(SqlNode condition) {
        Set<String> texts = new HashSet<>();
        condition.accept(new SqlBasicVisitor<Void>() {
            @Override
            public Void visit(SqlLiteral literal) {
                if (literal instanceof SqlCharStringLiteral text) {
                    texts.add(textOf(text));
                }
                return null;
            }
        });
        return texts;
    }

    private static String textOf(SqlNode literal) {
        return ((SqlCharStringLiteral) literal).getValueAs(String.class);
    }

    private static boolean isWellFormed(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
