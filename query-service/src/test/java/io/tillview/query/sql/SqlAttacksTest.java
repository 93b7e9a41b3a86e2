package io.tillview.query.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What callers might try, line by line of {@code attacks.txt}: refused, for the reason that stands there. */
class SqlAttacksTest {

    static Stream<Arguments> attacks() throws IOException {
        try (var file = SqlAttacksTest.class.getResourceAsStream("attacks.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" :: ", 2))
                    .map(parts -> Arguments.of(parts[0], parts[1].replace("\\n", "\n")));
        }
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void an_attack_is_refused_with_its_place_and_reason(String reason, String statement) {
        SqlCheck check = new SqlChecker().check(statement, List.of(), 100);

        assertThat(check).isInstanceOf(SqlCheck.Refused.class);
        List<SqlFault> faults = ((SqlCheck.Refused) check).faults();
        assertThat(faults).anySatisfy(fault -> assertThat(fault.message()).contains(reason));
        assertThat(faults).allSatisfy(fault -> {
            assertThat(fault.position().line()).isBetween(1, 2);
            assertThat(fault.position().column()).isBetween(1, statement.length() + 1);
            assertThat(fault.message()).doesNotContain("calcite", "org.apache", "Exception", "<IDENTIFIER>");
        });
    }
}
