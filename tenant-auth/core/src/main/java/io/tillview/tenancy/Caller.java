package io.tillview.tenancy;

/**
 * Someone who has proved who they are. What they may do is another question: ask {@link MerchantAccess}.
 *
 * <p>There is no anonymous caller: whoever hasn't proved anything isn't one.
 */
public sealed interface Caller permits MerchantCaller, AdminCaller {

    /** The longest subject, in characters. */
    int MAX_SUBJECT_LENGTH = 256;

    /** Who it is, as the issuer of the proof named them; 1 to 256 characters, none of them a control character. */
    String subject();

    /**
     * Whether this text can be a subject: it will stand in logs and audit events, so it must not break a line.
     *
     * @param subject any text, null included
     */
    static boolean isValidSubject(String subject) {
        return subject != null
                && !subject.isBlank()
                && subject.length() <= MAX_SUBJECT_LENGTH
                && subject.codePoints().noneMatch(Caller::breaksLines);
    }

    private static boolean breaksLines(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }
}
