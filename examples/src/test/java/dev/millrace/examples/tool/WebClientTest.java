package dev.millrace.examples.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class WebClientTest {

    @Test
    void shouldEndARequestAndCutItsConnectionWhenItsThreadIsInterrupted() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch cut = new CountDownLatch(1);
        try (LoopbackServer server = LoopbackServer.start();
                WebClient web = new WebClient()) {
            URI endless = server.on("/", exchange -> {
                exchange.sendResponseHeaders(200, 0);
                asked.countDown();
                try {
                    while (true) {
                        exchange.getResponseBody().write('.');
                        exchange.getResponseBody().flush();
                        Thread.sleep(1);
                    }
                } finally {
                    cut.countDown();
                }
            });
            AtomicReference<Throwable> end = new AtomicReference<>();
            Thread client = new Thread(() -> {
                try {
                    web.get(endless);
                } catch (Exception e) {
                    end.set(e);
                }
            });
            client.start();
            asked.await();

            client.interrupt();

            client.join();
            assertThat(end.get()).isInstanceOf(InterruptedException.class);
            assertThat(cut.await(30, TimeUnit.SECONDS))
                    .as("the server's writes fail")
                    .isTrue();
        }
    }

    @Test
    void shouldLeaveNoThreadBehindWhenARequestHangs() throws Exception {
        NewThreads threads = new NewThreads(LoopbackServer.THREADS, WebClient.THREADS);
        CountDownLatch asked = new CountDownLatch(1);
        try (LoopbackServer server = LoopbackServer.start();
                WebClient web = new WebClient()) {
            URI hanging = server.on("/", exchange -> {
                asked.countDown();
                Thread.sleep(Long.MAX_VALUE);
            });
            Thread client = new Thread(
                    () -> assertThatThrownBy(() -> web.get(hanging)).isInstanceOf(InterruptedException.class));
            client.start();
            asked.await();
            client.interrupt();
            client.join();
        }

        assertThat(threads.left(Duration.ofSeconds(10))).isEmpty();
    }
}
