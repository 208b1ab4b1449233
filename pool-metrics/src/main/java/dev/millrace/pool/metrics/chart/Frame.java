package dev.millrace.pool.metrics.chart;

/** The sides of a drawing, and what every chart has: a title and a description for those who do not see it, axes, words. */
final class Frame {
    final double left = 74;
    final double right;
    final double top;
    final double bottom;
    final Markup svg = new Markup();

    private final double width;
    private final double height;

    /**
     * @param id of the element, unique in its page
     * @param title what is drawn
     * @param description what can be seen in it, in words
     */
    Frame(
            String id,
            String title,
            String description,
            double width,
            double height,
            double top,
            double below,
            double rightMargin) {
        this.width = width;
        this.height = height;
        this.top = top;
        this.right = width - rightMargin;
        this.bottom = height - below;
        svg.open(
                "svg",
                "id",
                id,
                "class",
                "chart",
                "role",
                "img",
                "tabindex",
                "0",
                "viewBox",
                "0 0 " + Markup.pixels(width) + " " + Markup.pixels(height),
                "aria-labelledby",
                id + "-title " + id + "-desc");
        svg.element("title", title, "id", id + "-title");
        svg.element("desc", description, "id", id + "-desc");
    }

    void horizontal(double y, String label) {
        svg.open("line", "class", "grid", "x1", left, "x2", right, "y1", y, "y2", y)
                .close("line");
        word(label, left - 8, y + 4, "end", "tick");
    }

    void vertical(double x, String label) {
        svg.open("line", "class", "grid", "x1", x, "x2", x, "y1", top, "y2", bottom)
                .close("line");
        word(label, x, bottom + 17, "middle", "tick");
    }

    void word(String text, double x, double y, String anchor, String style) {
        svg.element("text", text, "class", style, "x", x, "y", y, "text-anchor", anchor);
    }

    void path(String style, String points) {
        svg.open("path", "class", "line " + style, "d", points).close("path");
    }

    /** A line and its name; gives the place for the next one. */
    double legend(String name, String style, double x, double y) {
        path(style, "M" + Markup.pixels(x) + " " + Markup.pixels(y) + "h26");
        word(name, x + 32, y + 4, "start", "legend");
        return x + 50 + 7.2 * name.length();
    }

    /** Names the vertical axis, at its top: turned text is hard to read. */
    void verticalAxis(String name) {
        word(name, 4, 13, "start", "axis");
    }

    void horizontalAxis(String name) {
        word(name, (left + right) / 2, height - 4, "middle", "axis");
    }

    /** With the line that follows the pointer, which scripts move. */
    String close() {
        svg.open("line", "class", "cursor", "x1", left, "x2", left, "y1", top, "y2", bottom, "visibility", "hidden")
                .close("line");
        svg.close("svg");
        return svg.toString();
    }

    double width() {
        return width;
    }
}
