package io.tillview.query.scoping;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.Filter;
import io.tillview.query.Filter.Operator;
import io.tillview.query.Having;
import io.tillview.query.MerchantQuery;
import io.tillview.query.catalog.Datasource;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Druid compares whole numbers; that keeps the same rows as comparing what is shown. */
class HavingSqlTest {
    private static final Pattern CONDITION = Pattern.compile(" HAVING .*?([=<>]+) (-?\\d+) ORDER BY");

    @Property(tries = 2_000)
    void the_condition_keeps_what_is_kept_of_what_is_shown(
            @ForAll Having.Operator operator, @ForAll("values") BigDecimal value, @ForAll("minors") long minor) {
        Having having = new Having("net_sales", operator, value);
        MerchantQuery query = Questions.having(
                Questions.where(
                        Questions.by(Questions.of("net_sales"), "channel"), Filter.of("currency", Operator.EQ, "EUR")),
                having);

        Matcher condition = CONDITION.matcher(new QueryScoper()
                .scope(query, Questions.NOVEMBER, Datasource.MERCHANT_METRICS, Questions.SHOP, "ann")
                .text());

        assertThat(condition.find()).isTrue();
        // "1 = 0" and "1 = 1" are about no row: what stands left of the sign there is 1.
        boolean constant = condition.group(0).contains(" 1 = ");
        BigInteger left = constant ? BigInteger.ONE : BigInteger.valueOf(minor);
        assertThat(keeps(left.compareTo(new BigInteger(condition.group(2))), condition.group(1)))
                .isEqualTo(having.accepts(BigDecimal.valueOf(minor, 2)));
    }

    @Provide
    Arbitrary<BigDecimal> values() {
        Arbitrary<BigDecimal> near = Arbitraries.bigDecimals()
                .between(new BigDecimal("-3"), new BigDecimal("3"))
                .ofScale(3);
        Arbitrary<BigDecimal> far = Arbitraries.bigDecimals()
                .between(new BigDecimal("-9e19"), new BigDecimal("9e19"))
                .ofScale(2);
        return Arbitraries.oneOf(near, far);
    }

    @Provide
    Arbitrary<Long> minors() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(-301, 301), Arbitraries.longs().between(-(1L << 62), 1L << 62));
    }

    private static boolean keeps(int comparison, String symbol) {
        return switch (symbol) {
            case "=" -> comparison == 0;
            case "<>" -> comparison != 0;
            case "<" -> comparison < 0;
            case "<=" -> comparison <= 0;
            case ">" -> comparison > 0;
            default -> comparison >= 0;
        };
    }
}
