package io.tillview.query.druid;

import io.tillview.query.answering.RunOutcome.Refused;
import io.tillview.query.answering.RunOutcome.Refused.Reason;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.avatica.AvaticaClientRuntimeException;

/**
 * Why Druid won't run a merchant's statement, and at which place. Its texts name our tables and its own parts, so they are read
 * here, and never passed on.
 *
 * @param reason why
 * @param phrases what its message has in lower case
 */
record DruidRefusal(Reason reason, List<String> phrases) {
    private static final Pattern PLACE = Pattern.compile("line \\[?1]?, column \\[?(\\d{1,6})]?");
    private static final List<DruidRefusal> KNOWN = List.of(
            new DruidRefusal(
                    Reason.TOO_LARGE,
                    List.of(
                            "resourcelimitexceeded",
                            "resource limit exceeded",
                            "subquery generated results beyond maximum",
                            "not enough",
                            "max size bytes",
                            "out of memory")),
            new DruidRefusal(Reason.DIVISION, List.of("/ by zero", "divide by zero", "division by zero")),
            new DruidRefusal(Reason.NOT_GROUPED, List.of("not being grouped")),
            new DruidRefusal(
                    Reason.MISPLACED_AGGREGATE,
                    List.of(
                            "aggregate expression is illegal",
                            "aggregate expressions cannot be nested",
                            "must not contain aggregate")),
            new DruidRefusal(
                    Reason.TYPES,
                    List.of(
                            "cannot apply",
                            "cannot be applied",
                            "illegal mixing of types",
                            "cannot cast",
                            "not comparable",
                            "no match found for function",
                            "cannot infer",
                            "illegal use of 'null'",
                            "type mismatch",
                            "does not support type",
                            "cannot coerce",
                            "must be a")),
            new DruidRefusal(
                    Reason.VALUE,
                    List.of(
                            "illegal timestamp",
                            "illegal date",
                            "cannot be parsed",
                            "unable to parse",
                            "invalid format",
                            "is not a valid")),
            new DruidRefusal(
                    Reason.NOT_POSSIBLE,
                    List.of(
                            "could not be planned",
                            "not supported",
                            "unsupported",
                            "cannot build",
                            "cannot plan",
                            "is not a table")));

    /** Empty reasons there are none of: what isn't known is {@link Reason#NOT_POSSIBLE} if Druid calls it invalid input. */
    static Refused of(AvaticaClientRuntimeException error) {
        String said = String.valueOf(error.getMessage());
        String folded = said.toLowerCase(Locale.ROOT);
        Reason reason = KNOWN.stream()
                .filter(known -> known.phrases.stream().anyMatch(folded::contains))
                .findFirst()
                .map(DruidRefusal::reason)
                .orElse(Reason.NOT_POSSIBLE);
        Matcher place = PLACE.matcher(folded);
        return new Refused(
                reason,
                place.find() ? OptionalInt.of(Math.max(0, Integer.parseInt(place.group(1)) - 1)) : OptionalInt.empty());
    }
}
