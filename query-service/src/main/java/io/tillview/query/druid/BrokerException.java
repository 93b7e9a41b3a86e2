package io.tillview.query.druid;

import java.io.Serial;
import java.net.URI;

/** A Broker gave no answer that could be read. Stays inside this package. */
abstract sealed class BrokerException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private BrokerException(URI broker, String what, Throwable cause) {
        super("The Broker " + broker + " " + what, cause);
    }

    /** It isn't there, or hung up: another one may do. */
    static final class Unreachable extends BrokerException {
        @Serial
        private static final long serialVersionUID = 1L;

        Unreachable(URI broker, String what, Throwable cause) {
            super(broker, what, cause);
        }
    }

    /** It took longer than the query had. */
    static final class TooSlow extends BrokerException {
        @Serial
        private static final long serialVersionUID = 1L;

        TooSlow(URI broker, Throwable cause) {
            super(broker, "did not answer in time.", cause);
        }
    }

    /** It isn't what it should be: an answer too long, or not Avatica's. */
    static final class Unreadable extends BrokerException {
        @Serial
        private static final long serialVersionUID = 1L;

        Unreadable(URI broker, String what, Throwable cause) {
            super(broker, what, cause);
        }
    }
}
