package io.tillview.query.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers that callers write, exact to the last digit. */
final class Numbers {
    /** The most digits before or after the point: more than any amount or ratio has. */
    static final int MAX_DIGITS = 20;

    private static final Pattern DECIMAL =
            Pattern.compile("-?[0-9]{1," + MAX_DIGITS + "}(\\.[0-9]{1," + MAX_DIGITS + "})?");

    private Numbers() {}

    /** A number, or a text that is one; empty if it is something else, which is a violation. */
    static Optional<BigDecimal> decimal(JsonNode node, String path, Violations violations) {
        // The tree keeps a number that was written with a point as it was written: the reader sees to that.
        Optional<String> text = node.isNumber()
                ? Optional.of(plain(node.decimalValue()))
                : Optional.of(node).filter(JsonNode::isTextual).map(JsonNode::textValue);
        Optional<BigDecimal> number =
                text.filter(written -> DECIMAL.matcher(written).matches()).map(BigDecimal::new);
        if (number.isEmpty()) {
            violations.add(
                    path,
                    "This has to be a number, or a text like \"19.90\", with at most " + MAX_DIGITS
                            + " digits before and after the point.");
        }
        return number;
    }

    /** Not of a number whose exponent would make a text without end. */
    private static String plain(BigDecimal number) {
        return Math.abs((long) number.scale()) > 2L * MAX_DIGITS ? "" : number.toPlainString();
    }
}
