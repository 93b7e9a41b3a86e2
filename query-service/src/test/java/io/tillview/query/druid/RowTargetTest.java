package io.tillview.query.druid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillview.query.answering.RunOutcome;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowTargetTest {
    private final RowTarget.Kept kept = new RowTarget.Kept();

    @Test
    void rows_are_kept_up_to_so_many_bytes_of_sketches() {
        List<Object> row = List.of("web", new byte[(int) (RowTarget.Kept.MOST_SKETCH_BYTES / 2)]);
        kept.begin();
        kept.accept(row);
        kept.accept(row);

        assertThatThrownBy(() -> kept.accept(List.of("app", new byte[1]))).isInstanceOf(TooManyBytesException.class);
        kept.begin();
        kept.accept(row);
        assertThat(kept.finished(URI.create("http://broker")))
                .isInstanceOfSatisfying(
                        RunOutcome.Rows.class, rows -> assertThat(rows.rows()).hasSize(1));
    }
}
