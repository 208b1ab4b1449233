package dev.millrace.pool.metrics.status;

import static java.util.Objects.requireNonNull;

import dev.millrace.pool.ObservablePool;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Describes a {@link StatusPage}. Not thread-safe. */
public final class StatusPageBuilder {
    private static final int HIGHEST_PORT = 65_535;
    private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");

    private final List<ObservablePool> pools = new ArrayList<>();
    private int port;
    private InetAddress address = InetAddress.getLoopbackAddress();
    private boolean remote;
    private List<String> hostNames = List.of();

    StatusPageBuilder(ObservablePool pool) {
        add(pool);
    }

    /** Shows another pool, too; each has a name of its own. */
    public StatusPageBuilder add(ObservablePool pool) {
        pools.add(requireNonNull(pool, "pool"));
        return this;
    }

    /**
     * Where it listens. Default: 0.
     *
     * @param number 0 to 65,535; 0 picks a free one, which {@link StatusPage#uri} tells
     */
    public StatusPageBuilder port(int number) {
        if (number < 0 || number > HIGHEST_PORT) {
            throw new IllegalArgumentException("port must be 0 to " + HIGHEST_PORT + ", was " + number);
        }
        port = number;
        return this;
    }

    /** The interface on which it listens. Default: loopback. Another one needs {@link #allowRemote}. */
    public StatusPageBuilder address(InetAddress own) {
        address = requireNonNull(own, "address");
        return this;
    }

    /**
     * Lets other machines read the page, if {@link #address} is theirs to reach. It asks nobody who he is: put it behind something that does, or into a network in which everybody may see it.
     *
     * @param names host names by which the page may be asked for, beside {@code localhost} and numeric addresses; a request by another name is refused, since a foreign page could have made a browser send it
     */
    public StatusPageBuilder allowRemote(String... names) {
        for (String name : names) {
            if (!HOST_NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("names must be host names of letters, digits, '.' and '-', was '"
                        + Words.plain(name, 64) + "'");
            }
        }
        remote = true;
        hostNames = List.of(names);
        return this;
    }

    /**
     * Opens the page.
     *
     * @throws IllegalArgumentException if the address is not a loopback one and remote readers are not allowed, or two pools have one name
     * @throws IOException if it cannot listen there, such as when the port is in use
     */
    public StatusPage open() throws IOException {
        if (!remote && !address.isLoopbackAddress()) {
            throw new IllegalArgumentException("address must be a loopback one, was " + address.getHostAddress()
                    + "; call allowRemote() to let other machines read the page");
        }
        return StatusPage.open(this);
    }

    List<ObservablePool> pools() {
        return List.copyOf(pools);
    }

    int port() {
        return port;
    }

    InetAddress address() {
        return address;
    }

    Hosts hosts() {
        return remote ? Hosts.remote(hostNames) : Hosts.loopback(address);
    }
}
