package dev.millrace.examples.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.examples.tool.LoopbackServer;
import dev.millrace.examples.tool.WebClient;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;

class PageTest {

    @Test
    void shouldKeepEachLinkOfItsSiteOnce() throws Exception {
        Page page = page(200, """
                <title> Links </title><p>one
                two<p>three</p><p> </p>
                <a href='/b#x'>b</a> <a href="/b">b</a> <a href='a?q=1'>a</a> <a href="http://example.invalid/c">c</a>
                <a href='mailto:nobody@example.invalid'>mail</a> <a href='http://[/'>no address</a> <a>no link</a>
                """);

        assertThat(page.title()).isEqualTo("Links");
        assertThat(page.words()).isEqualTo(3);
        assertThat(page.links().stream().map(URI::getPath)).containsExactly("/a", "/b");
    }

    @Test
    void shouldCountNoWordsWhereThereIsNoText() throws Exception {
        assertThat(page(200, "").words()).isZero();
    }

    @Test
    void shouldRefuseARedirectToNowhere() {
        assertThatThrownBy(() -> page(302, ""))
                .isInstanceOf(IOException.class)
                .hasMessage("status 302 without a Location");
    }

    private static Page page(int status, String html) throws IOException, InterruptedException {
        try (LoopbackServer server = LoopbackServer.start();
                WebClient web = new WebClient()) {
            return Page.of(
                    web.get(server.on("/", exchange -> LoopbackServer.answer(exchange, status, "text/html", html))));
        }
    }
}
