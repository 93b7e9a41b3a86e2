package io.tillview.command;

import io.tillview.cluster.DataFolder;
import java.util.regex.Pattern;

/** Command lines that work when they are pasted into a shell. */
final class ShellText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+=-]+");

    private ShellText() {}

    /**
     * A call of this command for the installation in {@code data}. How it was called this time is what {@code tillview.command}
     * says, in a shell's words.
     */
    static String call(DataFolder data, String arguments) {
        String command = System.getProperty("tillview.command", "./tillview");
        return data.equals(InstallationOptions.defaultData())
                ? command + " " + arguments
                : command + " " + arguments + " --data " + quote(data.root().toString());
    }

    /** The word as a shell takes it for one. */
    static String quote(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
