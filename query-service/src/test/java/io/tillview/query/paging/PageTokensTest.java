package io.tillview.query.paging;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.Interval;
import io.tillview.query.Question;
import io.tillview.query.paging.PageStart.After;
import io.tillview.query.paging.PageStart.First;
import io.tillview.query.paging.PageStart.Refused;
import io.tillview.query.scoping.Questions;
import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.OneMerchant;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class PageTokensTest {
    private static final OneMerchant SHOP = Questions.SHOP;
    private static final Interval COMPARED =
            new Interval(Instant.parse("2026-10-01T00:00:00Z"), Instant.parse("2026-10-22T00:00:00Z"));
    private static final Instant THROUGH = Instant.parse("2026-11-22T19:41:00Z");

    private Instant now = Instant.parse("2026-11-22T19:41:07Z");
    private final InstantSource clock = () -> now;
    private final PageTokens tokens = tokens("key");
    private final SeenRows seen = new SeenRows();

    PageTokensTest() {
        seen.add(Arrays.asList(1L, "ads", null));
    }

    @Test
    void a_question_without_a_token_begins_at_the_beginning() {
        assertThat(tokens.open(question(Optional.empty()), SHOP, "ann")).isEqualTo(new First());
    }

    @Test
    void a_token_says_what_it_was_given() {
        assertThat(tokens.open(question(Optional.of(issued())), SHOP, "ann"))
                .isEqualTo(new After(
                        40, seen.fingerprint(), Questions.NOVEMBER, Optional.of(COMPARED), Optional.of(THROUGH)));
    }

    @Test
    void another_replica_with_the_same_key_takes_it() {
        assertThat(tokens("key").open(question(Optional.of(issued())), SHOP, "ann"))
                .isInstanceOf(After.class);
        assertThat(tokens("another").open(question(Optional.of(issued())), SHOP, "ann"))
                .isInstanceOf(Refused.class);
    }

    @Test
    void another_caller_or_merchant_is_refused() {
        Question question = question(Optional.of(issued()));

        assertThat(tokens.open(question, SHOP, "bob")).isInstanceOf(Refused.class);
        assertThat(tokens.open(question, new OneMerchant(new MerchantId("shop-2")), "ann"))
                .isInstanceOf(Refused.class);
    }

    @Test
    void a_merchant_s_token_is_no_admin_s_and_an_admin_s_no_merchant_s() {
        String merchants = issued();
        String admins =
                tokens.issue(question(Optional.empty()), Questions.EVERYBODY, "ann", 40, seen, Optional.of(THROUGH));

        assertThat(tokens.open(question(Optional.of(merchants)), Questions.EVERYBODY, "ann"))
                .isInstanceOf(Refused.class);
        assertThat(tokens.open(question(Optional.of(admins)), SHOP, "ann")).isInstanceOf(Refused.class);
        assertThat(tokens.open(question(Optional.of(admins)), Questions.EVERYBODY, "bob"))
                .isInstanceOf(Refused.class);
        assertThat(tokens.open(question(Optional.of(admins)), Questions.EVERYBODY, "ann"))
                .isInstanceOf(After.class);
    }

    @Test
    void a_token_that_was_changed_anywhere_is_refused() {
        byte[] bytes = Base64.getUrlDecoder().decode(issued());
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            String token = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);

            assertThat(tokens.open(question(Optional.of(token)), SHOP, "ann")).isInstanceOf(Refused.class);
        }
    }

    @Test
    void what_is_no_token_is_refused() {
        for (String token : List.of("", "x", "not base64!", "A".repeat(40), "A".repeat(2_000))) {
            assertThat(tokens.open(question(Optional.of(token)), SHOP, "ann")).isInstanceOf(Refused.class);
        }
    }

    @Test
    void a_token_expires() {
        String token = issued();
        now = now.plus(PageTokens.TIME_TO_LIVE);

        assertThat(tokens.open(question(Optional.of(token)), SHOP, "ann"))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).contains("expired", "60 minutes"));
    }

    @Test
    void the_same_rows_are_the_same_in_any_order_and_no_others_are() {
        SeenRows one = seen(List.of("a", "b"), List.of("c"));
        SeenRows turned = seen(List.of("c"), List.of("a", "b"));
        SeenRows shifted = seen(List.of("a"), List.of("b", "c"));
        SeenRows absent = seen(Arrays.asList("a", null), List.of("c"));
        SeenRows empty = seen(List.of("a", ""), List.of("c"));

        assertThat(one.fingerprint()).isEqualTo(turned.fingerprint()).isNotEqualTo(shifted.fingerprint());
        assertThat(absent.fingerprint()).isNotEqualTo(empty.fingerprint());
    }

    @SafeVarargs
    private static SeenRows seen(List<Object>... keys) {
        SeenRows rows = new SeenRows();
        for (List<Object> key : keys) {
            rows.add(key);
        }
        return rows;
    }

    private String issued() {
        return tokens.issue(question(Optional.empty()), SHOP, "ann", 40, seen, Optional.of(THROUGH));
    }

    private PageTokens tokens(String key) {
        return new PageTokens(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), PageTokens.ALGORITHM), clock);
    }

    private static Question question(Optional<String> token) {
        return new Question(Questions.of("orders"), Questions.NOVEMBER, Optional.of(COMPARED), "fingerprint", token);
    }
}
