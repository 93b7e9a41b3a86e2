package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A merchant who has nothing but {@code docs/exports.md}. */
@ExtendWith(TillviewExtension.class)
class ExportDocumentIT {
    private final Tillview tillview;

    ExportDocumentIT(Tillview tillview) {
        this.tillview = tillview;
    }

    @Test
    void every_block_does_what_is_said_of_it() throws Exception {
        assertThat(new PastedDocument(tillview, "exports.md").paste())
                .contains("occurred_at,")
                .contains("204");
    }
}
