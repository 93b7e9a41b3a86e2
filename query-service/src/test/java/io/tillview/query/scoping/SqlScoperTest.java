package io.tillview.query.scoping;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.catalog.Datasource;
import io.tillview.query.sql.CheckedSql;
import io.tillview.query.sql.SqlCheck;
import io.tillview.query.sql.SqlChecker;
import io.tillview.query.sql.SqlParameter;
import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.OneMerchant;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.apache.calcite.sql.parser.SqlParseException;

/** Whatever passes the check reads this merchant's rows only: read back with the parser that Druid uses. */
class SqlScoperTest {
    private static final String MERCHANT = "shop-1";
    private static final OneMerchant SCOPE = new OneMerchant(new MerchantId(MERCHANT));
    private static final String ACCEPTED =
            "SELECT e.channel AS c, COUNT(*) n FROM events AS e JOIN (SELECT DISTINCT channel AS k FROM metrics) j ON e.channel ="
                    + " j.k WHERE device <> 'it''s' AND __time > TIMESTAMP '2026-01-01 00:00:00' GROUP BY 1 ORDER BY n DESC LIMIT 7";

    @Property(tries = 3_000)
    void whatever_passes_reads_the_merchants_rows_only(@ForAll long seed) throws SqlParseException {
        String statement = new RandomStatements(seed).statement();

        Optional<CheckedSql> checked = checked(statement);

        Statistics.collect(checked.isPresent() ? "passes" : "is refused");
        if (checked.isPresent()) {
            requireMerchantsRowsOnly(checked.get());
        }
    }

    @Property(tries = 2_000)
    void neither_does_a_statement_that_was_tampered_with(
            @ForAll @IntRange(max = 250) int place, @ForAll @IntRange(max = 4) int taken, @ForAll long seed)
            throws SqlParseException {
        String put = new RandomStatements(seed).statement();
        int at = Math.min(place, ACCEPTED.length());
        int length = (int) Math.floorMod(seed, 24L);
        String statement = ACCEPTED.substring(0, at)
                + put.substring(0, Math.min(length, put.length()))
                + ACCEPTED.substring(Math.min(ACCEPTED.length(), at + taken));

        Optional<CheckedSql> checked = checked(statement);

        if (checked.isPresent()) {
            requireMerchantsRowsOnly(checked.get());
        }
    }

    @Property(tries = 500)
    void a_parameter_stays_a_value(@ForAll String value) throws SqlParseException {
        if (value.length() > 2_000 || value.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF)) {
            return;
        }
        SqlCheck check = new SqlChecker()
                .check(
                        "SELECT COUNT(*) FROM events WHERE channel = ? AND quantity > ?",
                        List.of(new SqlParameter.Text(value), new SqlParameter.Numeric(BigDecimal.TEN)),
                        10);

        requireMerchantsRowsOnly(((SqlCheck.Accepted) check).sql());
    }

    @Example
    void a_table_becomes_one_merchants_rows_of_it() {
        ScopedSql sql = scoped("SELECT channel, COUNT(*) FROM events GROUP BY channel");

        assertThat(sql.text())
                .isEqualTo(
                        "SELECT \"x1\".\"channel\" AS \"x2\", COUNT(*) AS \"x3\" FROM (SELECT \"channel\" AS \"channel\""
                                + " FROM \"merchant_events\" WHERE \"merchant_id\" = 'shop-1') AS \"x1\" GROUP BY"
                                + " \"x1\".\"channel\" FETCH NEXT 101 ROWS ONLY");
        assertThat(sql.datasources()).containsExactly(Datasource.MERCHANT_EVENTS);
        assertThat(sql.scope()).isEqualTo(SCOPE);
        assertThat(sql.maxRows()).isEqualTo(101);
        assertThat(sql.isDescribedByDruid()).isTrue();
    }

    @Example
    void knows_where_in_the_statement_something_comes_from() {
        ScopedSql sql = scoped("SELECT channel,\n  UPPER(device) FROM events");

        assertThat(sql.originOf(sql.text().indexOf("UPPER")).orElseThrow()).hasToString("Line 2, column 3");
    }

    @Example
    void only_what_is_needed_of_a_table_is_read() {
        assertThat(scoped("SELECT COUNT(*) FROM events").text()).contains("(SELECT \"__time\" AS \"__time\" FROM");
        assertThat(scoped("SELECT JSON_VALUE(attributes, '$.size') FROM events").text())
                .contains(
                        "(SELECT (CASE WHEN LEFT(CONCAT(TO_JSON_STRING(JSON_QUERY(\"attributes\", '$.size')),"
                                + " LEFT(\"merchant_id\", 0)), 1) = '[' THEN NULL ELSE JSON_VALUE(\"attributes\", '$.size') END) AS \"j0\" FROM");
    }

    private static ScopedSql scoped(String statement) {
        return new SqlScoper().scope(checked(statement).orElseThrow(), SCOPE, "ann");
    }

    private static Optional<CheckedSql> checked(String statement) {
        SqlCheck check = new SqlChecker().check(statement, List.of(new SqlParameter.Text("' OR 1=1")), 100);
        if (check instanceof SqlCheck.Accepted accepted) {
            return Optional.of(accepted.sql());
        }
        SqlCheck.Refused refused = (SqlCheck.Refused) check;
        boolean onlyParameter =
                refused.faults().stream().allMatch(fault -> fault.message().contains("'parameters'"));
        if (!onlyParameter) {
            return Optional.empty();
        }
        SqlCheck without = new SqlChecker().check(statement, List.of(), 100);
        return without instanceof SqlCheck.Accepted accepted ? Optional.of(accepted.sql()) : Optional.empty();
    }

    private static void requireMerchantsRowsOnly(CheckedSql checked) throws SqlParseException {
        ScopedSql sql = new SqlScoper().scope(checked, SCOPE, "ann");
        assertThat(sql.text().chars()).allMatch(c -> c >= ' ' && c < 127);
        assertThat(WrittenTables.of(sql.text(), MERCHANT)).isPositive();
        assertThat(sql.text().split("\"merchant_id\" = 'shop-1'\\)", -1).length - 1)
                .isEqualTo(WrittenTables.of(sql.text(), MERCHANT));
    }
}
