package dev.millrace.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.zip.CRC32;

/** Requests with bodies of random lengths, whose answers only somebody can give who has got the whole body. */
final class Web {
    private static final int CALLERS = 6;
    private static final int REQUESTS = 60;
    private static final int LONGEST = 20_000;

    private Web() {}

    /** What a server of these tests answers to a body. */
    static byte[] answer(byte[] body) {
        CRC32 sum = new CRC32();
        sum.update(body);
        return (body.length + ":" + sum.getValue()).getBytes(StandardCharsets.US_ASCII);
    }

    /** Asks a server from several threads at once, and checks each answer; gives how many there were. */
    static int load(int port, HttpClient client, long seed) throws Exception {
        URI at = URI.create("http://127.0.0.1:" + port + "/sum");
        Callers.run(CALLERS, caller -> {
            SplittableRandom random = new SplittableRandom(seed + caller);
            for (int i = 0; i < REQUESTS; i++) {
                byte[] body = new byte[random.nextInt(LONGEST)];
                random.nextBytes(body);
                HttpRequest request = HttpRequest.newBuilder(at)
                        .timeout(Duration.ofSeconds(30))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();
                HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(response.body()).isEqualTo(answer(body));
            }
        });
        return CALLERS * REQUESTS;
    }

    static HttpClient.Builder client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
    }
}
