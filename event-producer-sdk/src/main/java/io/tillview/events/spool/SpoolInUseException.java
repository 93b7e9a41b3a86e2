package io.tillview.events.spool;

import java.io.IOException;
import java.nio.file.Path;

/** The spool's folder belongs to another spool, of this process or another. */
public final class SpoolInUseException extends IOException {

    private static final long serialVersionUID = 1L;

    SpoolInUseException(Path folder, String holder) {
        super("the spool folder " + folder + " is in use by another publisher (" + holder
                + "): give each publisher a folder of its own");
    }
}
