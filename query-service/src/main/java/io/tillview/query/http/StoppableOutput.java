package io.tillview.query.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.BooleanSupplier;

/** Breaks off once it may not go on: asked before each piece that is written. For one thread. */
final class StoppableOutput extends FilterOutputStream {
    private final BooleanSupplier mayGoOn;

    StoppableOutput(OutputStream output, BooleanSupplier mayGoOn) {
        super(output);
        this.mayGoOn = mayGoOn;
    }

    @Override
    public void write(int one) throws IOException {
        check();
        out.write(one);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        check();
        out.write(bytes, from, length);
    }

    private void check() throws IOException {
        if (!mayGoOn.getAsBoolean()) {
            throw new IOException("What is being sent may not be sent any more.");
        }
    }
}
