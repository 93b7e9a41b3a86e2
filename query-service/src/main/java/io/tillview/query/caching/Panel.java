package io.tillview.query.caching;

import io.tillview.query.MerchantQuery;
import io.tillview.query.answering.WantedRows;
import io.tillview.query.caching.PieceReading.Missing;
import io.tillview.query.scoping.GroupingSetsScoper.SharedRows;
import java.util.Optional;

/**
 * A question that can be asked with others like it.
 *
 * @param key what its rows answer
 * @param shape the same whatever time it is about
 * @param wanted which rows
 * @param common what the others have to have, too
 * @param missing the pieces to be read; empty if it is read whole
 */
record Panel(AnswerKey key, AnswerKey shape, WantedRows wanted, SharedRows common, Optional<Missing> missing) {
    MerchantQuery query() {
        return wanted.query();
    }
}
