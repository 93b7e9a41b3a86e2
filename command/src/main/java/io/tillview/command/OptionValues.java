package io.tillview.command;

import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.token.AccessTokenSigner;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How the words of an option are read; what is said of a wrong one stands behind the option's name. */
final class OptionValues {
    private OptionValues() {}

    /** A merchant's id. */
    static final class Merchant implements ITypeConverter<MerchantId> {
        @Override
        public MerchantId convert(String value) {
            try {
                return new MerchantId(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** How long a token may live. */
    static final class TimeToLive implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String value) {
            Duration duration;
            try {
                duration = Duration.parse(value);
            } catch (DateTimeParseException e) {
                throw new TypeConversionException("'" + value + "' is no ISO 8601 duration such as PT1H, PT30M or P7D");
            }
            if (duration.compareTo(Duration.ofSeconds(1)) < 0
                    || duration.compareTo(AccessTokenSigner.MAX_TIME_TO_LIVE) > 0) {
                throw new TypeConversionException("a token lives from 1 second to 366 days, not " + value);
            }
            return duration;
        }
    }

    /** A number of things, at least one. */
    static final class Count implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            try {
                int count = Integer.parseInt(value);
                if (count > 0) {
                    return count;
                }
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'" + value + "' is no number such as 100");
            }
            throw new TypeConversionException("it has to be 1 or more, not " + value);
        }
    }

    /** For how long something goes on. */
    static final class Length implements ITypeConverter<Duration> {
        private static final Duration LONGEST = Duration.ofDays(366);

        @Override
        public Duration convert(String value) {
            try {
                Duration length = Duration.parse(value);
                if (length.compareTo(Duration.ZERO) > 0 && length.compareTo(LONGEST) <= 0) {
                    return length;
                }
            } catch (DateTimeParseException e) {
                throw new TypeConversionException("'" + value + "' is no ISO 8601 duration such as PT1M or PT2H");
            }
            throw new TypeConversionException("it has to be more than nothing and at most 366 days, not " + value);
        }
    }
}
