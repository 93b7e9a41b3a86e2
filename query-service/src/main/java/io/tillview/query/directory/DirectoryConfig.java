package io.tillview.query.directory;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** Where the directory database is. All replicas have the same. */
@ConfigMapping(prefix = "tillview.directory")
public interface DirectoryConfig {

    /** Host and port, for example {@code 127.0.0.1:5432}; nothing that needs the database is there without. */
    Optional<String> address();

    /** The name of the database, which is ours alone. */
    @WithDefault("tillview_directory")
    String database();

    /** The user, who owns it. */
    @WithDefault("tillview_directory")
    String user();

    /** A file with the user's password that only its owner can read. */
    Optional<String> passwordFile();

    /** The most connections of this replica for exports; suspensions have two of their own. */
    @WithDefault("6")
    int maxConnections();

    /** What is wrong with it, one line each with its remedy; empty if nothing is. */
    default List<String> faults() {
        if (address().isEmpty()) {
            return List.of();
        }
        if (!address().get().matches("[A-Za-z0-9._-]+:[0-9]{1,5}")) {
            return List.of("tillview.directory.address has '" + address().get()
                    + "': an address is a host, a colon and a port.");
        }
        if (passwordFile().isEmpty()) {
            return List.of(
                    "tillview.directory.password-file is missing: name the file with the password of the database's user "
                            + user() + ".");
        }
        return maxConnections() < 2 ? List.of("tillview.directory.max-connections has to be 2 or more.") : List.of();
    }
}
