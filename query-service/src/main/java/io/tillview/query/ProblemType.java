package io.tillview.query;

import java.net.URI;
import java.util.Locale;

/**
 * Everything that can be the matter with a request: one name, one HTTP status, one title each. Nothing else decides
 * which status an error has.
 */
public enum ProblemType {
    /** The question breaks a rule; all violations are listed. */
    INVALID_QUERY(400, "The query is not valid."),
    /** The body isn't JSON. */
    MALFORMED_JSON(400, "The body is not JSON."),
    /** The caller speaks for several merchants and has named none. */
    MERCHANT_NOT_NAMED(400, "The request names no merchant."),
    /** The request is wrong in another way. */
    BAD_REQUEST(400, "The request is not valid."),
    /** No proof of who is calling, or one that proves nothing. */
    UNAUTHENTICATED(401, "Who is calling is not proved."),
    /** The caller may not. */
    FORBIDDEN(403, "This is not allowed."),
    /** The merchant is suspended. */
    MERCHANT_SUSPENDED(403, "The merchant is suspended."),
    /** There is nothing at this address. */
    NOT_FOUND(404, "There is nothing here."),
    /** Something is there, but not for this method. */
    METHOD_NOT_ALLOWED(405, "This address does not answer that method."),
    /** The caller takes no format that can be given. */
    NOT_ACCEPTABLE(406, "The answer cannot be given in a format that is asked for."),
    /** The export has no file yet, or never will have. */
    NO_FILE_YET(409, "The export has no file."),
    /** The body is too long. */
    BODY_TOO_LARGE(413, "The body is too long."),
    /** The body is in a format that isn't read. */
    UNSUPPORTED_MEDIA_TYPE(415, "The body is in a format that is not read here."),
    /** The file has no such part. */
    RANGE_NOT_SATISFIABLE(416, "The file has no such part."),
    /** The merchant asks more than it may. */
    TOO_MANY_REQUESTS(429, "There are too many requests."),
    /** The merchant has as many exports as it may. */
    TOO_MANY_EXPORTS(429, "There are too many exports."),
    /** Money of several currencies can't be added up. */
    SEVERAL_CURRENCIES(422, "The money is in several currencies."),
    /** More bytes than a file may have. */
    EXPORT_TOO_LARGE(422, "The export is too large."),
    /** Our own fault. */
    INTERNAL(500, "Something went wrong here."),
    /** Too many queries are running; later will do. */
    OVERLOADED(503, "Too many queries are running."),
    /** Too many files are being sent; later will do. */
    TOO_MANY_DOWNLOADS(503, "Too many files are being sent."),
    /** What the answer needs can't be reached; later may do. */
    UNAVAILABLE(503, "The answer cannot be given at the moment."),
    /** The query took longer than a query may. */
    TIMED_OUT(504, "The query took too long.");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** One sentence for people, the same for every problem of this type. */
    public String title() {
        return title;
    }

    /** The name for programs: {@code urn:tillview:problem:invalid-query}. */
    public URI uri() {
        return URI.create(
                "urn:tillview:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** The type that a status without a type of its own stands for. */
    public static ProblemType ofStatus(int status) {
        return switch (status) {
            case 401 -> UNAUTHENTICATED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 413 -> BODY_TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 503 -> UNAVAILABLE;
            case 504 -> TIMED_OUT;
            default -> status >= 400 && status < 500 ? BAD_REQUEST : INTERNAL;
        };
    }
}
