package io.tillview.query.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code docs/sql.md} names the columns and functions that there are. */
class SqlReferenceTest {
    private static final Path REFERENCE = Path.of("..", "docs", "sql.md");
    private static final Pattern COLUMN = Pattern.compile("(?m)^\\| `(\\w+)` \\| ([A-Z]+) \\|");

    @ParameterizedTest
    @EnumSource(SqlTable.class)
    void every_column_stands_there_with_its_type(SqlTable table) throws IOException {
        String section = section("\n### " + table.externalName() + "\n", "\n##");

        List<String> written = COLUMN.matcher(section)
                .results()
                .map(match -> match.group(1) + " " + match.group(2))
                .toList();

        assertThat(written)
                .containsExactlyInAnyOrderElementsOf(table.columns().stream()
                        .map(column -> column.name() + " " + column.type())
                        .toList());
    }

    @Test
    void every_function_stands_there() throws IOException {
        String functions = section("\n### Functions\n", "\n## ");

        assertThat(Arrays.stream(MerchantFunction.values()).map(MerchantFunction::name))
                .allSatisfy(function -> assertThat(functions).contains("`" + function + "`"));
    }

    private static String section(String heading, String next) throws IOException {
        String text = Files.readString(REFERENCE);
        int begin = text.indexOf(heading);
        assertThat(begin).isPositive();
        return text.substring(begin, text.indexOf(next, begin + heading.length()));
    }
}
