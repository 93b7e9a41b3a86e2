package io.tillview.query.http;

import io.tillview.query.ExportRequest;
import io.tillview.query.ProblemType;
import io.tillview.query.exports.ExportJob;
import io.tillview.query.exports.ExportState;
import io.tillview.query.exports.Exports;
import io.tillview.query.exports.ExportsUnavailableException;
import io.tillview.query.request.ExportReader;
import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.OneMerchant;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /v1/exports}: rows without a bound, as a file. Any replica answers for any export. What isn't there and what is another
 * merchant's is the same 404.
 */
@Path(ExportsResource.PATH)
public final class ExportsResource {
    static final String PATH = "/v1/exports";

    private static final Logger LOG = LoggerFactory.getLogger(ExportsResource.class);
    private static final int ACCEPTED = 202;
    private static final String ASK_AGAIN_SECONDS = "1";

    private final CurrentRequest request;
    private final MerchantScopes scopes;
    private final ExportReader reader;
    private final Exports exports;
    private final ExportDownloads downloads;

    /**
     * @param request which request this is
     * @param scopes decides whose rows may be exported
     * @param reader reads what to export
     * @param exports the exports there are
     * @param downloads sends files
     */
    public ExportsResource(
            CurrentRequest request,
            MerchantScopes scopes,
            ExportReader reader,
            Exports exports,
            ExportDownloads downloads) {
        this.request = request;
        this.scopes = scopes;
        this.reader = reader;
        this.exports = exports;
        this.downloads = downloads;
    }

    static URI fileOf(UUID id) {
        return URI.create(PATH + "/" + id + "/file");
    }

    /**
     * Takes an export on.
     *
     * @param body what to export, as JSON
     * @return 202 and the export; every other outcome is a problem
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response begin(InputStream body) {
        OneMerchant scope = scopes.ofRequest();
        byte[] bytes = Bodies.bytes(body);
        ExportRequest asked = Bodies.understood(reader.read(bytes));
        ExportJob job = reaching(() -> exports.begin(
                        scope, request.caller().subject(), new String(bytes, StandardCharsets.UTF_8), asked))
                .orElseThrow(() -> ProblemException.of(
                        ProblemType.TOO_MANY_EXPORTS,
                        "There can be " + exports.bounds().perMerchant() + " at a time: delete one (GET " + PATH
                                + " lists them), or wait until one's time is over."));
        LOG.info("Took an export on: {}", job.id());
        return Response.status(ACCEPTED)
                .location(URI.create(PATH + "/" + job.id()))
                .header(HttpHeaders.RETRY_AFTER, ASK_AGAIN_SECONDS)
                .entity(ExportView.of(job))
                .build();
    }

    /** The merchant's exports, the newest first. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public List<ExportView> list() {
        MerchantId merchant = scopes.ofRequest().merchant();
        return reaching(() -> exports.list(merchant)).stream()
                .map(ExportView::of)
                .toList();
    }

    /** How an export is doing. */
    @GET
    @Path("{id}")
    @Produces(MediaType.APPLICATION_JSON)
    public Response state(@PathParam("id") String id) {
        ExportJob job = find(id);
        Response.ResponseBuilder response = Response.ok(ExportView.of(job));
        return job.state().isUnfinished()
                ? response.header(HttpHeaders.RETRY_AFTER, ASK_AGAIN_SECONDS).build()
                : response.build();
    }

    /** Cancels an export, and removes it and its file. */
    @DELETE
    @Path("{id}")
    public void remove(@PathParam("id") String id) {
        MerchantId merchant = scopes.ofRequest().merchant();
        boolean removed = reaching(() -> uuid(id).filter(known -> exports.remove(merchant, known)))
                .isPresent();
        if (!removed) {
            throw notThere();
        }
        LOG.info("Removed an export: {}", id);
    }

    /** An export's file, or the part of it that {@code Range} names. */
    @GET
    @Path("{id}/file")
    public Response file(@PathParam("id") String id) {
        return downloads.send(done(id));
    }

    /** What {@link #file} would send, without the file. */
    @HEAD
    @Path("{id}/file")
    public Response aboutFile(@PathParam("id") String id) {
        return downloads.describe(done(id));
    }

    private ExportJob done(String id) {
        ExportJob job = find(id);
        if (job.state() == ExportState.DONE) {
            return job;
        }
        throw ProblemException.of(
                ProblemType.NO_FILE_YET,
                job.state().isUnfinished()
                        ? "It is still being made: ask for " + PATH + "/" + job.id() + " until it is done."
                        : "It is " + job.state().externalName() + ": " + PATH + "/" + job.id() + " says why.");
    }

    private ExportJob find(String id) {
        MerchantId merchant = scopes.ofLongRequest().merchant();
        return reaching(() -> uuid(id).flatMap(known -> exports.find(merchant, known)))
                .orElseThrow(ExportsResource::notThere);
    }

    private static Optional<UUID> uuid(String id) {
        try {
            return Optional.of(UUID.fromString(id))
                    .filter(uuid -> uuid.toString().equals(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ProblemException notThere() {
        return ProblemException.of(ProblemType.NOT_FOUND, "There is no such export.");
    }

    private static <T> T reaching(Supplier<T> exports) {
        try {
            return exports.get();
        } catch (ExportsUnavailableException e) {
            LOG.warn("{} {}", e.getMessage(), String.valueOf(e.getCause()));
            throw ProblemException.of(ProblemType.UNAVAILABLE, "Exports can't be reached. Try again in a moment.");
        }
    }
}
