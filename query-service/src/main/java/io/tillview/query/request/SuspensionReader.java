package io.tillview.query.request;

import io.tillview.query.suspensions.Suspension;
import java.util.List;
import java.util.Optional;

/**
 * Reads the body of {@code PUT /v1/admin/merchants/{id}/suspension}: {@code {"reason": "…"}}.
 *
 * <p>Keeps no state; safe for use by many threads.
 */
public final class SuspensionReader {
    private static final String REASON = "reason";
    private static final List<String> FIELDS = List.of(REASON);

    private final JsonTree json = new JsonTree();

    /**
     * Reads the reason.
     *
     * @param body UTF-8 JSON, already bounded in size
     * @return one line of text without spaces around it, or everything that is wrong with it
     */
    public Reading<String> read(byte[] body) {
        return json.read(body, (root, violations) -> Fields.of(root, "", FIELDS, violations)
                .flatMap(SuspensionReader::reason)
                .orElse(null));
    }

    private static Optional<String> reason(Fields fields) {
        fields.missing(REASON, "why the merchant is suspended.");
        return fields.text(REASON).map(String::strip).filter(reason -> {
            boolean valid = !reason.isEmpty()
                    && reason.length() <= Suspension.MAX_REASON_LENGTH
                    && reason.codePoints().noneMatch(SuspensionReader::isNoCharacterOfALine);
            if (!valid) {
                fields.violation(
                        REASON, "A reason is one line of 1 to " + Suspension.MAX_REASON_LENGTH + " characters.");
            }
            return valid;
        });
    }

    private static boolean isNoCharacterOfALine(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }
}
