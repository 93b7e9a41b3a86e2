package io.tillview.query.simulation;

import static java.util.Objects.requireNonNull;

import io.tillview.query.answering.WantedRows;
import io.tillview.query.merging.Piece;
import java.util.List;

/**
 * What one panel of a merchant's dashboard asks at one refresh.
 *
 * @param merchant whose, by rank of activity from 0
 * @param panel which panel
 * @param wanted the rows that it needs
 * @param pieces the chunks of time that it is made of
 */
record PanelQuestion(int merchant, Panel panel, WantedRows wanted, List<Piece> pieces) {
    PanelQuestion {
        requireNonNull(panel, "panel");
        requireNonNull(wanted, "wanted");
        pieces = List.copyOf(pieces);
    }
}
