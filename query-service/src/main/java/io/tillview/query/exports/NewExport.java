package io.tillview.query.exports;

import static java.util.Objects.requireNonNull;

import io.tillview.query.ExportRequest;
import io.tillview.tenancy.OneMerchant;
import java.util.UUID;

/**
 * An export that is asked for.
 *
 * @param id what it will be called
 * @param scope whose rows
 * @param subject who asks
 * @param body what they ask, as they sent it
 * @param request the same, understood
 */
public record NewExport(UUID id, OneMerchant scope, String subject, String body, ExportRequest request) {
    /** @throws NullPointerException if one is null */
    public NewExport {
        requireNonNull(id, "id");
        requireNonNull(scope, "scope");
        requireNonNull(subject, "subject");
        requireNonNull(body, "body");
        requireNonNull(request, "request");
    }

    /** Names the export and nothing of what is asked. */
    @Override
    public String toString() {
        return "NewExport[" + id + "]";
    }
}
