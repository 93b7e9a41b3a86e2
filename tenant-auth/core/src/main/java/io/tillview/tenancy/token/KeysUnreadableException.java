package io.tillview.tenancy.token;

import java.io.Serial;
import org.jose4j.lang.UnresolvableKeyException;

/** The place that keys come from doesn't answer: not the token's fault. Stays inside this package. */
final class KeysUnreadableException extends UnresolvableKeyException {
    @Serial
    private static final long serialVersionUID = 1L;

    KeysUnreadableException(String message, Throwable cause) {
        super(message, cause);
    }
}
