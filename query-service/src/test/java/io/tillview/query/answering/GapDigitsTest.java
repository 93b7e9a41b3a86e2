package io.tillview.query.answering;

import static io.tillview.query.scoping.Questions.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.Grain;
import io.tillview.query.MerchantQuery;
import io.tillview.query.QueryResult;
import io.tillview.query.answering.Answer.Answered;
import io.tillview.query.catalog.Currencies;
import io.tillview.query.scoping.Questions;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Zero has the digits of the answer's currency, also on a page that has nothing but gaps. */
class GapDigitsTest {
    @Test
    void a_page_of_gaps_is_in_the_currency_of_the_others() {
        MerchantQuery query =
                Questions.top(Questions.withoutGaps(Questions.per(Questions.of("gross_sales"), Grain.WEEK, "UTC")), 2);
        long kwd = LongStream.range(1, 2_000)
                .filter(place -> Currencies.at(place).filter("KWD"::equals).isPresent())
                .findFirst()
                .orElseThrow();
        long last = Instant.parse("2026-11-16T00:00:00Z").toEpochMilli();

        QueryResult result = ((Answered)
                        Answerers.of(sql -> new RunOutcome.Rows(List.of(List.of(last, kwd, kwd, 5_000L))), List::of)
                                .answer(Questions.asked(query), SHOP, "ann", "an-id"))
                .result();

        assertThat(result.rows())
                .containsExactly(List.of("2026-10-26T00:00:00Z", "0.000"), List.of("2026-11-02T00:00:00Z", "0.000"));
        assertThat(result.columns().get(1).currency()).isEqualTo("KWD");
    }
}
