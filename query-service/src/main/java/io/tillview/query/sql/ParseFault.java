package io.tillview.query.sql;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParserPos;

/** What the parser couldn't read, in our words: its own name classes and dozens of signs that would have been possible. */
final class ParseFault {
    private static final Pattern ENCOUNTERED = Pattern.compile("Encountered \"(.*?)\" at line");
    private static final Pattern KEYWORD = Pattern.compile("Incorrect syntax near the keyword '(\\w{1,40})'");
    private static final Pattern WORD = Pattern.compile("[A-Za-z_]+");
    private static final String RESERVED = " A name that is a word of SQL, too, stands in double quotes.";
    private static final int SHOWN = 40;

    private ParseFault() {}

    static SqlFault of(SqlParseException e, String statement) {
        SqlParserPos position = e.getPos();
        SqlPosition at = position == null ? endOf(statement) : SqlWriter.at(position);
        Matcher encountered = ENCOUNTERED.matcher(String.valueOf(e.getMessage()));
        Matcher keyword = KEYWORD.matcher(String.valueOf(e.getMessage()));
        if (keyword.find()) {
            return new SqlFault(at, "'" + keyword.group(1) + "' is not expected here." + RESERVED);
        }
        if (!encountered.find()) {
            return new SqlFault(at, "This can't be read as SQL.");
        }
        String what = encountered.group(1);
        return new SqlFault(
                at,
                what.startsWith("<EOF>")
                        ? "The statement ends here, and something is missing."
                        : "'" + what.substring(0, Math.min(SHOWN, what.length())) + "' is not expected here."
                                + (WORD.matcher(what).matches() ? RESERVED : ""));
    }

    private static SqlPosition endOf(String statement) {
        int line = (int) statement.chars().filter(c -> c == '\n').count() + 1;
        return new SqlPosition(line, statement.length() - statement.lastIndexOf('\n'));
    }
}
