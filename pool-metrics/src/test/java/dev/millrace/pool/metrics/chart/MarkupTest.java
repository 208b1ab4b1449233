package dev.millrace.pool.metrics.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkupTest {
    @Test
    void shouldEscapeTextsAndAttributes() {
        assertThat(new Markup()
                        .element("p", "<a href='x'>\"&", "title", "\"><b>")
                        .toString())
                .isEqualTo("<p title=\"&quot;&gt;&lt;b&gt;\">&lt;a href=&#39;x&#39;&gt;&quot;&amp;</p>\n");
    }

    @Test
    void shouldReplaceControlCharactersButKeepLinesAndLanguages() {
        assertThat(new Markup()
                        .text("a\u0000b\u001bc\u0085d\ne\tf \u00e9\u4e2d")
                        .toString())
                .isEqualTo("a\ufffdb\ufffdc\ufffdd\ne\tf \u00e9\u4e2d");
    }

    @Test
    void shouldWriteLengthsShortAndInTheLanguageOfTheRoot() {
        assertThat(new Markup().open("g", "x", 1.25, "y", 3.0, "n", 4).toString())
                .isEqualTo("<g x=\"1.3\" y=\"3\" n=\"4\">");
    }
}
