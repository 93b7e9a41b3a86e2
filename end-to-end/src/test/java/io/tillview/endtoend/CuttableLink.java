package io.tillview.endtoend;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Leads connections on to an address until it is cut: then those that there are break, and new ones end at once. */
final class CuttableLink implements AutoCloseable {
    private final ServerSocket entrance;
    private final InetSocketAddress exit;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    /** @param exit host, colon, port */
    CuttableLink(String exit) throws IOException {
        int colon = exit.lastIndexOf(':');
        this.exit = new InetSocketAddress(exit.substring(0, colon), Integer.parseInt(exit.substring(colon + 1)));
        this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    /** Host, colon, port. */
    String entrance() {
        return "127.0.0.1:" + entrance.getLocalPort();
    }

    void cut() {
        cut = true;
        open.forEach(CuttableLink::close);
    }

    void mend() {
        cut = false;
    }

    @Override
    public void close() {
        cut();
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket near = entrance.accept();
                open.add(near);
                if (cut) {
                    close(near);
                } else {
                    Socket far = new Socket();
                    open.add(far);
                    far.connect(exit);
                    daemon(() -> copy(near, far));
                    daemon(() -> copy(far, near));
                }
            } catch (IOException e) {
                // This connection is none; or the link is closed, and the loop ends.
            }
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to;
                InputStream bytes = from.getInputStream()) {
            bytes.transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One side is gone, and with it the other.
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "cuttable-link");
        thread.setDaemon(true);
        thread.start();
    }
}
