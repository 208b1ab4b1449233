package dev.millrace.examples.scrape;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A page of the site, as it was written.
 *
 * @param path where
 * @param fate how it is served
 * @param title of the page, or the path to which it redirects
 * @param links as they stand in the page
 * @param text of one paragraph
 */
record Leaf(String path, Fate fate, String title, List<String> links, String text) {

    /** How a page is served. */
    enum Fate {
        PAGE,
        SLOW,
        HEALS,
        BROKEN,
        REDIRECT
    }

    /** Reads a line of the site's file. */
    static Leaf of(String line) {
        String[] parts = line.split("\\|", -1);
        return new Leaf(
                parts[0].strip(),
                Fate.valueOf(parts[1].strip().toUpperCase(Locale.ROOT)),
                parts[2].strip(),
                words(parts[3]),
                parts[4].strip());
    }

    String html() {
        StringBuilder page = new StringBuilder("<!doctype html><html lang=en><head><title>")
                .append(title)
                .append("</title></head><body><h1 id=top>")
                .append(title)
                .append("</h1><p>")
                .append(text)
                .append("</p><nav>");
        links.forEach(link ->
                page.append("<a href='").append(link).append("'>").append(link).append("</a> "));
        return page.append("</nav></body></html>").toString();
    }

    int wordCount() {
        return words(text).size();
    }

    /** The paths to which it leads. */
    List<String> targets() {
        return fate == Fate.REDIRECT
                ? List.of(title)
                : links.stream()
                        .filter(link -> link.startsWith("/"))
                        .map(link -> link.split("#", -1)[0])
                        .toList();
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).toList();
    }
}
