package io.tillview.command;

import io.tillview.cluster.DataFolder;
import java.util.regex.Pattern;

/** Command lines that work when they are pasted into a shell. */
final class ShellText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+=-]+");

    private ShellText() {}

    /** A call of this command, as it was called this time, for the installation in {@code data}. */
    static String call(DataFolder data, String arguments) {
        String command = quote(System.getProperty("tillview.command", "./tillview"));
        return data.equals(InstallationOptions.defaultData())
                ? command + " " + arguments
                : command + " " + arguments + " --data " + quote(data.root().toString());
    }

    /** The word as a shell takes it for one. */
    static String quote(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
