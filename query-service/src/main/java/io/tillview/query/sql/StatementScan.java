package io.tillview.query.sql;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at a statement before it is parsed: the parser goes down a level for every bracket, and some ways down are tried
 * again and again, so what is too long or too deep must not reach it.
 */
final class StatementScan {
    private static final Set<String> PATTERNS = Set.of("LIKE", "ILIKE", "RLIKE", "BETWEEN", "SIMILAR");

    private final String statement;
    private int at;
    private int line = 1;
    private int lineBegin;
    private int tokens;
    private int nesting;
    private int prefixes;
    private int patterns;

    private StatementScan(String statement) {
        this.statement = statement;
    }

    /** What is wrong with it, if something is. */
    static Optional<SqlFault> faultOf(String statement) {
        if (statement.isBlank()) {
            return Optional.of(new SqlFault(new SqlPosition(1, 1), "The statement is empty."));
        }
        if (statement.length() > SqlLimits.MAX_CHARACTERS) {
            return Optional.of(new SqlFault(
                    new SqlPosition(1, 1),
                    "The statement has " + statement.length() + " characters; at most " + SqlLimits.MAX_CHARACTERS
                            + " are possible."));
        }
        return new StatementScan(statement).scan();
    }

    private Optional<SqlFault> scan() {
        while (at < statement.length()) {
            char c = statement.charAt(at);
            if (Character.isSurrogate(c) && !isPair()) {
                return fault("This is half a character: the statement is not well-formed Unicode.");
            }
            if (c == '\n') {
                line++;
                lineBegin = at + 1;
                at++;
            } else if (Character.isWhitespace(c)) {
                at++;
            } else if (isControl(c)) {
                return fault("This character can't stand in a statement.");
            } else if (begins("--")) {
                skipTo('\n');
            } else if (begins("/*")) {
                return fault("Comments are written with --; /* */ is not possible here.");
            } else {
                Optional<SqlFault> fault = token(c);
                if (fault.isPresent()) {
                    return fault;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<SqlFault> token(char c) {
        tokens++;
        if (tokens > SqlLimits.MAX_TOKENS) {
            return fault("The statement has more than " + SqlLimits.MAX_TOKENS + " words and signs.");
        }
        if (c == '\'' || c == '"') {
            prefixes = 0;
            return quoted(c);
        }
        if (patterns > SqlLimits.MAX_PATTERNS) {
            return fault("LIKE and BETWEEN stand here more than " + SqlLimits.MAX_PATTERNS + " times.");
        }
        if (c == '{' || c == '}' || c == '`' || c == ';' || c == '@' || c == '\\') {
            return fault("'" + c + "' can't stand in a statement.");
        }
        if (c == '(' || c == '[') {
            nesting++;
        } else if (c == ')' || c == ']') {
            nesting = Math.max(0, nesting - 1);
        }
        if (Character.isLetterOrDigit(c) || c == '_' || c == '$') {
            word();
        } else {
            prefixes = c == '-' || c == '+' ? prefixes + 1 : 0;
            at++;
        }
        boolean deep = nesting > SqlLimits.MAX_NESTING || prefixes > SqlLimits.MAX_NESTING;
        return deep ? fault("This is nested more than " + SqlLimits.MAX_NESTING + " deep.") : Optional.empty();
    }

    /** Words that a level begins with, and ends with, without a bracket. */
    private void word() {
        int begin = at;
        while (at < statement.length() && isWordPart(statement.charAt(at))) {
            at++;
        }
        String word = statement.substring(begin, at);
        if (word.equalsIgnoreCase("NOT")) {
            prefixes++;
            return;
        }
        prefixes = 0;
        if (PATTERNS.contains(word.toUpperCase(Locale.ROOT))) {
            patterns++;
        }
        if (word.equalsIgnoreCase("CASE")) {
            nesting++;
        } else if (word.equalsIgnoreCase("END")) {
            nesting = Math.max(0, nesting - 1);
        }
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c == '.' || Character.isSurrogate(c);
    }

    private Optional<SqlFault> quoted(char quote) {
        int end = statement.indexOf(quote, at + 1);
        if (end < 0) {
            return fault("The " + (quote == '"' ? "name" : "text") + " that begins here does not end.");
        }
        for (int i = at; i < end; i++) {
            if (Character.isSurrogate(statement.charAt(i)) && !isPairAt(i)) {
                return fault("This text has half a character in it: the statement is not well-formed Unicode.");
            }
            if (statement.charAt(i) == '\n') {
                line++;
                lineBegin = i + 1;
            }
        }
        at = end + 1;
        return Optional.empty();
    }

    private boolean isPair() {
        return isPairAt(at);
    }

    private boolean isPairAt(int index) {
        char c = statement.charAt(index);
        return Character.isHighSurrogate(c)
                ? index + 1 < statement.length() && Character.isLowSurrogate(statement.charAt(index + 1))
                : index > 0 && Character.isHighSurrogate(statement.charAt(index - 1));
    }

    private static boolean isControl(char c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
    }

    private boolean begins(String sign) {
        return statement.startsWith(sign, at);
    }

    private void skipTo(char end) {
        int found = statement.indexOf(end, at);
        at = found < 0 ? statement.length() : found;
    }

    private Optional<SqlFault> fault(String message) {
        return Optional.of(new SqlFault(new SqlPosition(line, at - lineBegin + 1), message));
    }
}
