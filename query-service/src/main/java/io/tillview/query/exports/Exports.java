package io.tillview.query.exports;

import io.tillview.query.ExportRequest;
import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.OneMerchant;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The exports of merchants, as a request sees them. A merchant sees its own; another's is as one that there isn't.
 *
 * <p>Safe for use by many threads. Every method throws {@link ExportsUnavailableException} while the directory database can't be
 * reached.
 */
public final class Exports {
    private static final Logger LOG = LoggerFactory.getLogger(Exports.class);

    private final ExportStore store;
    private final ExportFiles files;
    private final ExportWorkers workers;
    private final ExportsConfig config;

    /**
     * @param store where exports are known
     * @param files where their files lie
     * @param workers writes them
     * @param config a configuration without faults
     */
    public Exports(ExportStore store, ExportFiles files, ExportWorkers workers, ExportsConfig config) {
        this.store = store;
        this.files = files;
        this.workers = workers;
        this.config = config;
    }

    /**
     * Takes an export on.
     *
     * @param scope whose rows
     * @param subject who asks
     * @param body what they ask, as they sent it
     * @param request the same, understood
     * @return empty if the merchant has as many as it may
     */
    public Optional<ExportJob> begin(OneMerchant scope, String subject, String body, ExportRequest request) {
        NewExport export = new NewExport(UUID.randomUUID(), scope, subject, body, request);
        Optional<ExportJob> job = store.add(export, config.perMerchant(), config.life());
        job.ifPresent(added -> workers.wake());
        return job;
    }

    /** An export of a merchant. */
    public Optional<ExportJob> find(MerchantId merchant, UUID id) {
        return store.ask(merchant, id);
    }

    /** All exports of a merchant, the newest first. */
    public List<ExportJob> list(MerchantId merchant) {
        return store.list(merchant);
    }

    /** Cancels an export, and removes its file; false if there is none. */
    public boolean remove(MerchantId merchant, UUID id) {
        if (!store.remove(merchant, id)) {
            return false;
        }
        workers.forget(id);
        try {
            files.remove(List.of(id));
        } catch (IOException e) {
            // It is forgotten; what is left of it lies there until the next clearing.
            LOG.warn("A file of a removed export is left for later.", e);
        }
        return true;
    }

    /**
     * A part of an export's file.
     *
     * @param job one that is done
     * @param from the first byte
     * @param length how many bytes, all of them within the file
     */
    public InputStream open(ExportJob job, long from, long length) throws IOException {
        return files.read(job.progress().segments(), from, length);
    }

    /** What exports are bounded by. */
    public ExportsConfig bounds() {
        return config;
    }
}
