package io.tillview.query.http;

import io.tillview.query.ExportCompression;
import io.tillview.query.ProblemType;
import io.tillview.query.exports.ExportJob;
import io.tillview.query.exports.Exports;
import io.tillview.query.limits.MerchantSlots;
import io.tillview.tenancy.Caller;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the files of exports: whole, the part that {@code Range} names so that what broke off is gone on with, or nothing where the
 * client has it already. A file that isn't kept compressed is sent compressed to who takes that and asks for no part.
 *
 * <p>So many at once, so many for one merchant. What is being sent breaks off when the merchant is suspended. Safe for use by many threads.
 */
@Singleton
public final class ExportDownloads {
    private static final Logger LOG = LoggerFactory.getLogger(ExportDownloads.class);
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int PARTIAL_CONTENT = 206;
    private static final String RANGE = "Range";
    private static final String IF_RANGE = "If-Range";

    private final CurrentRequest request;
    private final MerchantScopes scopes;
    private final Exports exports;
    private final MerchantSlots slots;

    /**
     * @param request which request this is
     * @param scopes decides whether what was begun may go on
     * @param exports the exports there are
     */
    public ExportDownloads(CurrentRequest request, MerchantScopes scopes, Exports exports) {
        this.request = request;
        this.scopes = scopes;
        this.exports = exports;
        this.slots = new MerchantSlots(
                exports.bounds().downloadsAtOnce(), exports.bounds().downloadsPerMerchant());
    }

    /** What would be sent, without the bytes. */
    Response describe(ExportJob job) {
        Sending sending = sending(job);
        return isKnown(sending) ? notModified(sending) : head(sending).build();
    }

    /** The bytes that are asked for. */
    Response send(ExportJob job) {
        Sending sending = sending(job);
        if (isKnown(sending)) {
            return notModified(sending);
        }
        MerchantSlots.Slot slot = slots.take(job.scope().merchant())
                .orElseThrow(() ->
                        ProblemException.of(ProblemType.TOO_MANY_DOWNLOADS, "Try again when one of them is through."));
        request.whenEnded(slot::close);
        try {
            ByteRange bytes = sending.bytes();
            Caller caller = request.caller();
            InputStream file = exports.open(job, bytes.from(), bytes.length());
            return head(sending)
                    .entity((StreamingOutput) output -> {
                        OutputStream guarded = new StoppableOutput(output, () -> scopes.refusal(caller, job.scope())
                                .isEmpty());
                        copy(file, guarded, sending.compressing(), slot);
                    })
                    .build();
        } catch (IOException e) {
            LOG.error("The file of an export can't be read.", e);
            throw ProblemException.of(ProblemType.UNAVAILABLE, "The file can't be read at the moment.");
        }
    }

    private Sending sending(ExportJob job) {
        // A part of what is compressed on the way isn't a part of anything one could go on with.
        boolean compressing = job.compression() == ExportCompression.NONE
                && request.header(RANGE).isEmpty()
                && request.header(HttpHeaders.ACCEPT_ENCODING)
                        .filter(ExportDownloads::takesGzip)
                        .isPresent();
        String tag = "\"" + job.id() + (compressing ? "-gzip\"" : "\"");
        boolean sameFile = request.header(IF_RANGE).map(tag::equals).orElse(true);
        Optional<ByteRange> part = request.header(RANGE)
                .filter(range -> sameFile)
                .flatMap(range -> ByteRange.of(range, job.progress().bytes()));
        return new Sending(job, compressing, tag, part);
    }

    private static boolean takesGzip(String accepted) {
        return Arrays.stream(accepted.toLowerCase(Locale.ROOT).split(",", -1))
                .map(String::strip)
                .anyMatch(one -> one.equals("gzip") || (one.startsWith("gzip;") && !one.matches(".*q=0(\\.0*)?$")));
    }

    private boolean isKnown(Sending sending) {
        return request.header(HttpHeaders.IF_NONE_MATCH).stream()
                .flatMap(tags -> Arrays.stream(tags.split(",", -1)))
                .map(String::strip)
                .anyMatch(tag -> tag.equals("*") || tag.equals(sending.tag()) || tag.equals("W/" + sending.tag()));
    }

    private static Response notModified(Sending sending) {
        return Response.notModified().header(HttpHeaders.ETAG, sending.tag()).build();
    }

    private static Response.ResponseBuilder head(Sending sending) {
        ExportJob job = sending.job();
        boolean gzip = job.compression() == ExportCompression.GZIP;
        Response.ResponseBuilder response = Response.status(
                        sending.part().isPresent() ? PARTIAL_CONTENT : Response.Status.OK.getStatusCode())
                .type(gzip ? "application/gzip" : job.format().mediaType())
                .header(HttpHeaders.ETAG, sending.tag())
                .header("Accept-Ranges", "bytes")
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                .header(HttpHeaders.CACHE_CONTROL, "private, no-transform")
                .header("X-Content-Type-Options", "nosniff")
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"export-" + job.id() + "."
                                + job.format().externalName() + (gzip ? ".gz\"" : "\""));
        if (sending.compressing()) {
            return response.header(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        sending.part()
                .ifPresent(part -> response.header(
                        "Content-Range", part.within(job.progress().bytes())));
        return response.header(HttpHeaders.CONTENT_LENGTH, sending.bytes().length());
    }

    private static void copy(InputStream file, OutputStream output, boolean compressing, MerchantSlots.Slot slot)
            throws IOException {
        try (slot;
                file) {
            if (compressing) {
                GZIPOutputStream compressed = new GZIPOutputStream(output, BUFFER_BYTES);
                copy(file, compressed);
                compressed.finish();
            } else {
                copy(file, output);
            }
        }
    }

    private static void copy(InputStream file, OutputStream output) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int count = file.read(buffer); count >= 0; count = file.read(buffer)) {
            output.write(buffer, 0, count);
        }
    }

    /** What one answer is made of. */
    private record Sending(ExportJob job, boolean compressing, String tag, Optional<ByteRange> part) {
        ByteRange bytes() {
            return part.orElse(new ByteRange(0, job.progress().bytes()));
        }
    }
}
