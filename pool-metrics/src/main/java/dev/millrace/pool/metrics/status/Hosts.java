package dev.millrace.pool.metrics.status;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * By which names the page may be asked for. A foreign site can let its own name lead to this machine and have a browser read the page for it; the browser then still sends that name. A numeric address cannot be made to lead elsewhere.
 *
 * @param names in lower case
 * @param numeric whether any numeric address will do
 */
record Hosts(Set<String> names, boolean numeric) {
    private static final Set<String> OWN = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern WITH_PORT = Pattern.compile("([^:]+|\\[[^\\]]*\\])(:[0-9]{1,5})?");
    private static final Pattern NUMERIC = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9a-f:.]+\\]");

    /** For a page that only this machine can reach. */
    static Hosts loopback(InetAddress address) {
        Set<String> names = new HashSet<>(OWN);
        names.add(text(address));
        return new Hosts(Set.copyOf(names), false);
    }

    /** For one that others may reach. */
    static Hosts remote(Collection<String> further) {
        Set<String> names = new HashSet<>(OWN);
        further.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        return new Hosts(Set.copyOf(names), true);
    }

    /** An address as a URI has it. */
    static String text(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        String bare = zone < 0 ? text : text.substring(0, zone);
        if (!(address instanceof Inet6Address)) {
            return bare;
        }
        return bare.equals("0:0:0:0:0:0:0:1") ? "[::1]" : "[" + bare + "]";
    }

    /** The port does not matter: it is another one where the page is reached through a tunnel. */
    boolean accept(String host) {
        Matcher parts = WITH_PORT.matcher(host.toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            return false;
        }
        String name = parts.group(1);
        return names.contains(name) || (numeric && NUMERIC.matcher(name).matches());
    }
}
