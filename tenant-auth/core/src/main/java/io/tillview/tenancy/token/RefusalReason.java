package io.tillview.tenancy.token;

/** Why a token was refused. For logs and metrics; a caller needs to hear no more than "invalid". */
public enum RefusalReason {
    /** Longer than any token of this kind may be; it wasn't looked at. */
    TOO_LONG,
    /** Not a signed JWT: three base64url parts with JSON inside. */
    MALFORMED,
    /** Signed with an algorithm that isn't on the list, or not signed at all. */
    ALGORITHM_NOT_ACCEPTED,
    /** No known key fits the token's key id and algorithm. */
    UNKNOWN_KEY,
    /** Not signed by the key, or changed since. */
    SIGNATURE_INVALID,
    /** Another kind of token. */
    WRONG_TYPE,
    /** Made by someone else. */
    WRONG_ISSUER,
    /** Made for someone else. */
    WRONG_AUDIENCE,
    /** Its time is over. */
    EXPIRED,
    /** Its time hasn't begun. */
    NOT_YET_VALID,
    /** It would live longer than a token of this kind may. */
    LIVES_TOO_LONG,
    /** A claim that has to be there isn't. */
    CLAIM_MISSING,
    /** A claim has the wrong type, or a value that can't be. */
    CLAIM_INVALID
}
