package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ReadmeAnswersTest {
    private static final String QUESTION =
            "{\"timeRange\": {\"last\": \"P7D\", \"complete\": true}, \"grain\": \"none\"}";

    @Test
    void after_midnight_the_question_names_the_days_that_were_the_last_seven_before() {
        String asked =
                ReadmeAnswers.aboutTheSameDays(QUESTION, "#a comment\nimported=true\nfrom=1999-12-31\nto=2000-01-08\n");

        assertThat(asked)
                .isEqualTo("{\"timeRange\": {\"from\": \"2000-01-01\", \"to\": \"2000-01-08\"}, \"grain\": \"none\"}");
    }

    @Test
    void before_it_is_the_readmes_own() {
        String asked = ReadmeAnswers.aboutTheSameDays(QUESTION, "to=" + LocalDate.now(ZoneOffset.UTC) + "\n");

        assertThat(asked).isEqualTo(QUESTION);
    }
}
