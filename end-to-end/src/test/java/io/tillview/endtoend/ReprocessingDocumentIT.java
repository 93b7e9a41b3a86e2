package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An operator who has nothing but {@code docs/reprocessing.md}, and pastes its blocks in their order. */
@ExtendWith(OwnTillviewExtension.class)
class ReprocessingDocumentIT {
    private final Tillview tillview;

    ReprocessingDocumentIT(Tillview tillview) {
        this.tillview = tillview;
    }

    @Test
    void every_block_does_what_is_said_of_it() throws Exception {
        String printed = new PastedDocument(tillview, "reprocessing.md").paste();

        assertThat(printed)
                .contains("would replace 3 chunks")
                .contains("[[3,\"119.90\"]]")
                .contains("\"corrections\":\" amounts_")
                .contains("\"statusCode\":\"SUCCESS\"")
                .doesNotContain("\"statusCode\":\"FAILED\"")
                .contains("After   merchant_events   0 rows");
        assertThat(tillview.adminSql("SELECT channel AS c FROM merchant_metrics WHERE merchant_id = 'other-shop'")
                        .toString())
                .isEqualTo("[{\"c\":\"organic\"}]");
    }
}
