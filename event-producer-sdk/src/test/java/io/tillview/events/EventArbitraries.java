package io.tillview.events;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Builders;
import net.jqwik.api.arbitraries.StringArbitrary;

/** Valid events of every shape. */
public final class EventArbitraries {

    private EventArbitraries() {}

    public static Arbitrary<MerchantEvent> events() {
        return Builders.withBuilder(MerchantEvent::builder)
                .use(words("abcXYZ019_-", 64))
                .in(MerchantEventBuilder::merchantId)
                .use(words("abcz_09", 63).map(rest -> "e" + rest))
                .in((builder, type) -> builder.eventType(type))
                .use(Arbitraries.longs().between(-62_167_219_200_000L, 253_402_300_799_999L))
                .in((builder, millis) -> builder.occurredAt(Instant.ofEpochMilli(millis)))
                .use(texts().injectNull(0.5))
                .in(MerchantEventBuilder::visitorId)
                .use(texts().injectNull(0.5))
                .in(MerchantEventBuilder::pagePath)
                .use(Arbitraries.of("DE", "US", "JP").injectNull(0.5))
                .in(MerchantEventBuilder::country)
                .use(Arbitraries.longs()
                        .greaterOrEqual(0)
                        .map(minor -> Money.of(minor, "EUR"))
                        .injectNull(0.5))
                .in(MerchantEventBuilder::amount)
                .use(attributes())
                .in(MerchantEventBuilder::attributes)
                .build(MerchantEventBuilder::build);
    }

    /** Nested attributes that stay within their limit. */
    public static Arbitrary<Map<String, Object>> attributes() {
        return Arbitraries.maps(texts().ofMaxLength(8), values()).ofMaxSize(4);
    }

    private static Arbitrary<Object> values() {
        Arbitrary<Object> plain = Arbitraries.oneOf(List.of(
                texts().ofMaxLength(12).asGeneric(),
                Arbitraries.longs().asGeneric(),
                Arbitraries.integers().asGeneric(),
                Arbitraries.doubles().asGeneric(),
                Arbitraries.bigIntegers()
                        .between(BigInteger.TWO.pow(70).negate(), BigInteger.TWO.pow(70))
                        .asGeneric(),
                Arbitraries.bigDecimals()
                        .between(new BigDecimal("-1e9"), new BigDecimal("1e9"))
                        .ofScale(7)
                        .asGeneric(),
                Arbitraries.of(true, false).asGeneric()));
        return Arbitraries.recursive(
                () -> plain.injectNull(0.1),
                inner -> Arbitraries.oneOf(List.of(
                        inner.list().ofMaxSize(3).asGeneric(),
                        Arbitraries.maps(texts().ofMaxLength(5), inner)
                                .ofMaxSize(3)
                                .asGeneric())),
                0,
                2);
    }

    private static Arbitrary<String> words(String alphabet, int maxLength) {
        return Arbitraries.strings()
                .withChars(alphabet.toCharArray())
                .ofMinLength(1)
                .ofMaxLength(maxLength);
    }

    /** Well-formed Unicode with everything JSON has to escape. */
    private static StringArbitrary texts() {
        return Arbitraries.strings()
                .withCharRange(' ', '~')
                .withChars('"', '\\', '\n', '\t', '\u0000', '\u001f', 'é', '漢', '\u2028', '\ufffd')
                .ofMaxLength(40);
    }
}
