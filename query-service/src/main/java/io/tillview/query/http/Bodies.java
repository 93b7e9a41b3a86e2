package io.tillview.query.http;

import io.tillview.query.ProblemType;
import io.tillview.query.request.Reading;
import java.io.IOException;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Request bodies, and the problems that they end in. */
final class Bodies {
    private static final Logger LOG = LoggerFactory.getLogger(Bodies.class);

    private Bodies() {}

    /**
     * All of a body.
     *
     * @throws ProblemException if it is too long or breaks off
     */
    static byte[] bytes(InputStream body) {
        try {
            byte[] read = body.readNBytes(QueryIds.MAX_BODY_BYTES + 1);
            if (read.length > QueryIds.MAX_BODY_BYTES) {
                throw ProblemException.of(ProblemType.BODY_TOO_LARGE, QueryIds.TOO_LONG);
            }
            return read;
        } catch (IOException e) {
            LOG.info("A body could not be read.", e);
            throw ProblemException.of(ProblemType.BAD_REQUEST, "The body could not be read to its end.");
        }
    }

    /**
     * What a body asks for.
     *
     * @throws ProblemException with all that is wrong with it
     */
    static <T> T understood(Reading<T> reading) {
        if (reading instanceof Reading.Understood<T> understood) {
            return understood.request();
        }
        if (reading instanceof Reading.NotJson<T> notJson) {
            throw ProblemException.of(ProblemType.MALFORMED_JSON, notJson.detail());
        }
        Reading.Refused<T> refused = (Reading.Refused<T>) reading;
        int count = refused.violations().size();
        throw ProblemException.invalid(
                count == 1 ? "One thing is wrong." : count + " things are wrong.", refused.violations());
    }
}
