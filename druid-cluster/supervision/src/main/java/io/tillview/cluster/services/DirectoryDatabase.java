package io.tillview.cluster.services;

import java.util.List;

/** The database of query-service beside Druid's: whoever has the one's password can't open the other. */
final class DirectoryDatabase {
    /** The secret with its user's password. */
    static final String PASSWORD = "directory-password";

    private static final String NAME = "tillview_directory";

    private DirectoryDatabase() {}

    /** The SQL that makes it, a statement a line; what is there already is left as it is, but for the password. */
    static List<String> statements(InstallationSecrets secrets) {
        return List.of(
                "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '" + NAME + "')" + " THEN CREATE ROLE "
                        + NAME + " LOGIN; END IF; END $$",
                "ALTER ROLE " + NAME + " LOGIN PASSWORD '" + ScramVerifier.of(secrets.password(PASSWORD)) + "'",
                "CREATE DATABASE " + NAME + " OWNER " + NAME,
                "REVOKE ALL ON DATABASE " + NAME + " FROM PUBLIC",
                "REVOKE ALL ON DATABASE druid FROM PUBLIC");
    }
}
