package io.tillview.command;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Offsets of a partition, as named on the command line.
 *
 * @param partition the partition
 * @param from the first offset
 * @param to the offset after the last
 */
record OffsetsOption(int partition, long from, long to) {

    /** Reads {@code PARTITION:FROM-TO}. */
    static final class Converter implements ITypeConverter<OffsetsOption> {
        private static final Pattern FORM = Pattern.compile("(\\d{1,9}):(\\d{1,18})-(\\d{1,18})");

        @Override
        public OffsetsOption convert(String text) {
            Matcher matcher = FORM.matcher(text);
            if (matcher.matches()) {
                OffsetsOption offsets = new OffsetsOption(
                        Integer.parseInt(matcher.group(1)),
                        Long.parseLong(matcher.group(2)),
                        Long.parseLong(matcher.group(3)));
                if (offsets.from() < offsets.to()) {
                    return offsets;
                }
            }
            throw new TypeConversionException(
                    "'" + text + "' isn't a partition and two offsets, the lower first, as 0:1000-2000");
        }
    }
}
