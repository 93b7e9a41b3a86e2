package io.tillview.query.druid;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.answering.RunOutcome.Refused;
import java.util.List;
import java.util.OptionalInt;
import org.apache.calcite.avatica.AvaticaClientRuntimeException;
import org.apache.calcite.avatica.AvaticaSeverity;
import org.apache.calcite.avatica.remote.Service.ErrorResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Druid 33 says, and what is made of it. */
class DruidRefusalTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Expression 'x1.channel' is not being grouped (line [1], column [8]) | NOT_GROUPED | 7",
                "Aggregate expressions cannot be nested (line [1], column [12]) | MISPLACED_AGGREGATE | 11",
                "Aggregate expression is illegal in WHERE clause (line [1], column [248]) | MISPLACED_AGGREGATE | 247",
                "Cannot apply '-' to arguments of type '<TIMESTAMP(3)> - <TIMESTAMP(3)>'. (line [1], column [9]) | TYPES | 8",
                "Aggregation [MIN] does not support type [STRING], column [v0] | TYPES | ",
                "Illegal TIMESTAMP constant [CAST('nonsense'):TIMESTAMP(3) NOT NULL] | VALUE | ",
                "/ by zero | DIVISION | ",
                "Subquery generated results beyond maximum[100000] rows | TOO_LARGE | ",
                "Unable to serialize [ARRAY<STRING>], max size bytes is [100], but need at least [115] | TOO_LARGE | ",
                "Query could not be planned. A possible reason is [x] | NOT_POSSIBLE | ",
                "java.lang.NullPointerException | NOT_POSSIBLE | "
            })
    void reads_why_and_where(String said, Refused.Reason reason, Integer index) {
        Refused refused = DruidRefusal.of(error(said));

        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused.index()).isEqualTo(index == null ? OptionalInt.empty() : OptionalInt.of(index));
    }

    private static AvaticaClientRuntimeException error(String said) {
        return new AvaticaClientRuntimeException(
                said, ErrorResponse.UNKNOWN_ERROR_CODE, "00000", AvaticaSeverity.ERROR, List.of(), null);
    }
}
