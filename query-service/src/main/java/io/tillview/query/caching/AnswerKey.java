package io.tillview.query.caching;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.tillview.query.Interval;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.scoping.ScopedSql;
import io.tillview.tenancy.MerchantScope;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What an answer is the answer to. The scope comes first, and is compared by its type: no text can make one merchant's key another's.
 *
 * @param scope whose rows
 * @param datasource which datasource
 * @param interval the time that it is about
 * @param high the first 64 bits of a SHA-256 over the rest: the version of the catalog, and the SQL, which holds question, zone and time
 * @param low the next 64
 */
record AnswerKey(MerchantScope scope, Datasource datasource, Interval interval, long high, long low) {
    /** To be raised when the same SQL comes to mean other values. */
    static final int CATALOG_VERSION = 1;

    private static final char BETWEEN = '\0';

    AnswerKey {
        requireNonNull(scope, "scope");
        requireNonNull(datasource, "datasource");
        requireNonNull(interval, "interval");
    }

    /** Of the rows of a whole question. */
    static AnswerKey ofWhole(ScopedSql sql, Interval interval) {
        return of("whole", sql, interval, "");
    }

    /**
     * Of the rows of pieces of a question, whatever the piece.
     *
     * @param sql the SQL for some piece, the same one for all pieces of the same question
     * @param cut what else decides on a piece's rows: the question's grain and zone
     */
    static AnswerKey ofPieces(ScopedSql sql, Interval some, String cut) {
        return of("piece", sql, some, cut);
    }

    private static AnswerKey of(String kind, ScopedSql sql, Interval interval, String more) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((kind + BETWEEN + CATALOG_VERSION + BETWEEN + more + BETWEEN).getBytes(UTF_8));
            ByteBuffer bits = ByteBuffer.wrap(digest.digest(sql.text().getBytes(UTF_8)));
            return new AnswerKey(sql.scope(), sql.datasource(), interval, bits.getLong(), bits.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    /** The same about another piece. */
    AnswerKey about(Interval piece) {
        return new AnswerKey(scope, datasource, piece, high, low);
    }

    /** The same scope's, about the same time of the same datasource: that there is nothing at all. */
    AnswerKey nothing() {
        return new AnswerKey(scope, datasource, interval, 0, 0);
    }
}
