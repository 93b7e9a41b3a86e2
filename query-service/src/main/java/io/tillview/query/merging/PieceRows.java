package io.tillview.query.merging;

import io.tillview.query.scoping.PieceNumbers;
import io.tillview.query.scoping.SelectedColumn;
import io.tillview.query.scoping.SelectedColumn.PieceNumber;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The rows of pieces of time, as they come from Druid and as they are kept. */
public final class PieceRows {
    private static final int ROW_BYTES = 56;
    private static final int CELL_BYTES = 4;
    private static final int NUMBER_BYTES = 24;
    private static final int TEXT_BYTES = 48;
    private static final int SKETCH_BYTES = 24;

    private PieceRows() {}

    /**
     * Takes an answer about several pieces apart.
     *
     * @param pieces the pieces that were asked about
     * @param columns the columns of {@link io.tillview.query.scoping.PiecesScoper}'s SQL
     * @param rows what it gave, in any order
     * @return the rows of each piece in the order of the pieces, without the piece's number; an empty list for a piece without rows
     * @throws IllegalArgumentException if a row is of none of the pieces
     */
    public static List<List<List<Object>>> byPiece(
            PieceNumbers pieces, List<SelectedColumn> columns, List<List<Object>> rows) {
        if (!columns.contains(new PieceNumber())) {
            if (!pieces.isSingle()) {
                throw new IllegalArgumentException("The rows don't say of which piece they are.");
            }
            return List.of(rows);
        }
        int place = columns.indexOf(new PieceNumber());
        List<List<List<Object>>> byPiece = new ArrayList<>();
        pieces.pieces().forEach(piece -> byPiece.add(new ArrayList<>()));
        for (List<Object> row : rows) {
            int piece = pieces.placeOf((Long) row.get(place))
                    .orElseThrow(() -> new IllegalArgumentException("A row is of none of the pieces."));
            List<Object> rest = new ArrayList<>(row.size() - 1);
            for (int i = 0; i < row.size(); i++) {
                if (i != place) {
                    rest.add(row.get(i));
                }
            }
            byPiece.get(piece).add(Collections.unmodifiableList(rest));
        }
        return byPiece;
    }

    /**
     * About how many bytes of memory rows take: on a JVM with compressed references, and as if no two cells shared anything.
     *
     * @param rows a piece's rows
     */
    public static long bytesInMemory(List<List<Object>> rows) {
        long bytes = ROW_BYTES;
        for (List<Object> row : rows) {
            bytes += ROW_BYTES + (long) CELL_BYTES * row.size();
            for (Object cell : row) {
                bytes += bytesInMemory(cell);
            }
        }
        return bytes;
    }

    private static long bytesInMemory(Object cell) {
        if (cell == null) {
            return 0;
        }
        if (cell instanceof String text) {
            return TEXT_BYTES + 2L * text.length();
        }
        return cell instanceof byte[] sketch ? SKETCH_BYTES + (long) sketch.length : NUMBER_BYTES;
    }
}
