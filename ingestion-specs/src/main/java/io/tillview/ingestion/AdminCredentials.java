package io.tillview.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.util.Base64;

/**
 * The name and password of a Druid administrator; printing them shows the name only.
 *
 * @param user the name
 * @param password the password
 */
public record AdminCredentials(String user, String password) {

    public AdminCredentials {
        requireNonNull(user, "user");
        requireNonNull(password, "password");
    }

    /** The value of an {@code Authorization} header. */
    String basicAuthorization() {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    }

    @Override
    public String toString() {
        return "AdminCredentials[user=" + user + "]";
    }
}
