package dev.millrace.examples.scrape;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * What was found at an address.
 *
 * @param status of HTTP
 * @param title empty if it is no page
 * @param words in the paragraphs
 * @param links where else to look, on the same site: each once, sorted
 */
record Page(int status, String title, int words, List<URI> links) {
    private static final int OK = 200;
    private static final int REDIRECTS = 3;
    private static final Pattern SPACES = Pattern.compile("\\s+");

    /**
     * Reads an answer: a page, the target of a redirect, or nothing but a status.
     *
     * @throws IOException if a redirect says not where
     */
    static Page of(HttpResponse<String> answer) throws IOException {
        int status = answer.statusCode();
        if (status / 100 == REDIRECTS) {
            String target = answer.headers()
                    .firstValue("Location")
                    .orElseThrow(() -> new IOException("status " + status + " without a Location"));
            return new Page(status, "", 0, List.of(answer.uri().resolve(target)));
        }
        return status == OK
                ? of(Jsoup.parse(answer.body(), answer.uri().toString()), answer.uri())
                : new Page(status, "", 0, List.of());
    }

    private static Page of(Document page, URI here) {
        TreeSet<URI> links = new TreeSet<>();
        for (Element link : page.select("a[href]")) {
            URI target = target(link);
            if (target != null && here.getAuthority().equals(target.getAuthority())) {
                links.add(target);
            }
        }
        String text = String.join(" ", page.select("p").eachText()).strip();
        return new Page(OK, page.title(), text.isEmpty() ? 0 : SPACES.split(text).length, List.copyOf(links));
    }

    /** Without the place in the page; null if it is no address. */
    private static @Nullable URI target(Element link) {
        try {
            return new URI(link.absUrl("href").replaceAll("#.*", ""));
        } catch (URISyntaxException noAddress) {
            return null;
        }
    }
}
