package dev.millrace.pool.metrics.status;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The head of a request, of at most {@link #MOST_BYTES}. Read strictly: what HTTP/1.1 does not allow, or leaves to taste, is refused. A body is not read.
 *
 * @param method as it was sent
 * @param path without its query; not decoded, as no path here needs it
 * @param headers by name in lower case
 */
record Request(String method, String path, Map<String, String> headers) {
    static final int MOST_BYTES = 8 * 1024;

    private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
    private static final Pattern FIRST_LINE = Pattern.compile("(" + TOKEN + ") (/[!-~]*) HTTP/1\\.[01]");
    private static final Pattern HEADER = Pattern.compile("(" + TOKEN + "):[ \\t]*([ -~\\t]*?)[ \\t]*");

    /**
     * Reads one, byte by byte up to its empty line, and nothing beyond.
     *
     * @return null if the other side sent nothing
     */
    static @Nullable Request read(InputStream in) throws IOException, Refusal {
        byte[] head = new byte[MOST_BYTES];
        int length = 0;
        while (!endsWithEmptyLine(head, length)) {
            if (length == MOST_BYTES) {
                throw new Refusal(431, "the head of a request may have " + MOST_BYTES + " bytes");
            }
            int next = in.read();
            if (next < 0) {
                if (length == 0) {
                    return null;
                }
                throw malformed();
            }
            head[length++] = (byte) next;
        }
        return parse(new String(head, 0, length - 4, StandardCharsets.ISO_8859_1));
    }

    private static boolean endsWithEmptyLine(byte[] head, int length) {
        return length >= 4
                && head[length - 1] == '\n'
                && head[length - 2] == '\r'
                && head[length - 3] == '\n'
                && head[length - 4] == '\r';
    }

    private static Request parse(String head) throws Refusal {
        String[] lines = head.split("\r\n", -1);
        Matcher first = FIRST_LINE.matcher(lines[0]);
        if (!first.matches()) {
            throw malformed();
        }
        Map<String, String> headers = new HashMap<>();
        for (int i = 1; i < lines.length; i++) {
            Matcher header = HEADER.matcher(lines[i]);
            if (!header.matches()) {
                throw malformed();
            }
            String name = header.group(1).toLowerCase(Locale.ROOT);
            if (headers.put(name, header.group(2)) != null && name.equals("host")) {
                throw malformed();
            }
        }
        String target = first.group(2);
        int query = target.indexOf('?');
        return new Request(first.group(1), query < 0 ? target : target.substring(0, query), headers);
    }

    private static Refusal malformed() {
        return new Refusal(400, "this is no request that HTTP/1.1 knows");
    }

    boolean isHead() {
        return method.equals("HEAD");
    }

    /** Refuses all but reading, other names than the page's own, and what the pages of other sites ask for. */
    void check(Hosts hosts) throws Refusal {
        String host = headers.get("host");
        if (host == null) {
            throw new Refusal(400, "a request must have one Host header");
        }
        if (!hosts.accept(host)) {
            throw new Refusal(403, "this page is not known by the name in the Host header");
        }
        if (!method.equals("GET") && !isHead()) {
            throw new Refusal(405, "this page can only be read: GET and HEAD");
        }
        String site = headers.getOrDefault("sec-fetch-site", "none");
        boolean own = site.equals("none") || site.equals("same-origin");
        if (!own && !headers.getOrDefault("sec-fetch-mode", "").equals("navigate")) {
            throw new Refusal(403, "other sites may not read this page");
        }
    }
}
