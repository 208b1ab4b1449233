package dev.millrace.pool.metrics.chart;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One HTML file that needs nothing from outside. Its policy allows no network, and no style or script but the two that it
 * was made with, by their hashes: markup that came in against all odds could neither run nor tell anybody. Without scripts it
 * shows the same, but for the values under the pointer. Not thread-safe.
 */
public final class Page {
    /** Escapes {@code <}, {@code >} and {@code &} in texts, so that no text can end the element that the data is in. */
    private static final Gson JSON = new Gson();

    private final String title;
    private final Markup body = new Markup();
    private final Map<String, Object> charts = new LinkedHashMap<>();

    /** A page of that title. */
    public Page(String title) {
        this.title = title;
    }

    /** Where the content goes. */
    public Markup body() {
        return body;
    }

    /** Adds a chart, with the line below it where scripts write the values under the pointer. */
    public void chart(String id, Drawn chart) {
        charts.put(id, chart.data());
        body.open("figure").add(chart.svg());
        body.element("figcaption", "", "class", "reading", "id", id + "-reading", "aria-live", "polite");
        body.close("figure");
    }

    /** The file. */
    public String html() {
        String style = resource("page.css");
        String script = resource("page.js");
        Markup head = new Markup();
        head.add("<!DOCTYPE html>\n").open("html", "lang", "en").open("head");
        head.open("meta", "charset", "utf-8");
        head.open(
                "meta",
                "http-equiv",
                "Content-Security-Policy",
                "content",
                "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-" + hash(style)
                        + "'; script-src 'sha256-" + hash(script) + "'");
        head.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        head.open("meta", "name", "color-scheme", "content", "light dark");
        head.element("title", title);
        head.open("style").add(style).add("</style>\n").close("head");
        head.open("body").open("main").add(body.toString()).close("main");
        head.open("script", "type", "application/json", "id", "charts")
                .add(JSON.toJson(charts))
                .add("</script>\n");
        head.open("script").add(script).add("</script>\n");
        head.close("body").close("html");
        return head.toString();
    }

    private static String hash(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing beside " + Page.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
