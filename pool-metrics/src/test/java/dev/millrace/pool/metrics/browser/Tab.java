package dev.millrace.pool.metrics.browser;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A page that lives on in a browser while the test goes on: for pages that are fed all the time. Driven by the browser's debugging protocol. */
public final class Tab implements AutoCloseable {
    private static final long SECONDS = 60;

    private final Process process;
    private final WebSocket socket;
    private final Map<Integer, CompletableFuture<JsonObject>> answers;
    private final List<String> troubles;
    private int last;

    private Tab(
            Process process,
            WebSocket socket,
            Map<Integer, CompletableFuture<JsonObject>> answers,
            List<String> troubles) {
        this.process = process;
        this.socket = socket;
        this.answers = answers;
        this.troubles = troubles;
    }

    static Tab open(List<String> command, Path profile, String address) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(command);
        all.add("--remote-debugging-port=0");
        all.add("about:blank");
        Process process = new ProcessBuilder(all)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            Map<Integer, CompletableFuture<JsonObject>> answers = new ConcurrentHashMap<>();
            List<String> troubles = new CopyOnWriteArrayList<>();
            HttpClient client = HttpClient.newHttpClient();
            URI target = target(client, port(profile.resolve("DevToolsActivePort")));
            WebSocket socket = client.newWebSocketBuilder()
                    .buildAsync(target, new Ear(answers, troubles))
                    .join();
            Tab tab = new Tab(process, socket, answers, troubles);
            tab.ask("Runtime.enable", new JsonObject());
            tab.ask("Log.enable", new JsonObject());
            tab.go(address);
            return tab;
        } catch (IOException | RuntimeException e) {
            kill(process);
            throw e;
        }
    }

    private static int port(Path file) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (System.nanoTime() < end) {
            if (Files.exists(file) && Files.readAllLines(file).size() >= 2) {
                return Integer.parseInt(Files.readAllLines(file).get(0));
            }
            Thread.sleep(50);
        }
        throw new IOException("the browser opens no port");
    }

    private static URI target(HttpClient client, int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"))
                .build();
        JsonArray targets = JsonParser.parseString(client.send(request, HttpResponse.BodyHandlers.ofString())
                        .body())
                .getAsJsonArray();
        for (JsonElement each : targets) {
            if (each.getAsJsonObject().get("type").getAsString().equals("page")) {
                return URI.create(
                        each.getAsJsonObject().get("webSocketDebuggerUrl").getAsString());
            }
        }
        throw new IOException("no page in " + targets);
    }

    /** Loads a page. */
    public void go(String address) {
        JsonObject parameters = new JsonObject();
        parameters.addProperty("url", address);
        ask("Page.navigate", parameters);
    }

    /** The value of an expression of JavaScript, as text. */
    public String value(String expression) {
        JsonObject parameters = new JsonObject();
        parameters.addProperty("expression", "String(" + expression + ")");
        parameters.addProperty("awaitPromise", true);
        JsonObject result = ask("Runtime.evaluate", parameters);
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(result.toString());
        }
        return result.getAsJsonObject("result").get("value").getAsString();
    }

    /** The size of the window, and whether the user likes it dark. */
    public void look(int width, int height, boolean dark) {
        JsonObject size = new JsonObject();
        size.addProperty("width", width);
        size.addProperty("height", height);
        size.addProperty("deviceScaleFactor", 1);
        size.addProperty("mobile", false);
        ask("Emulation.setDeviceMetricsOverride", size);
        JsonObject scheme = new JsonObject();
        scheme.addProperty("name", "prefers-color-scheme");
        scheme.addProperty("value", dark ? "dark" : "light");
        JsonArray features = new JsonArray();
        features.add(scheme);
        JsonObject media = new JsonObject();
        media.add("features", features);
        ask("Emulation.setEmulatedMedia", media);
    }

    /** A picture of the whole page, as PNG. */
    public byte[] picture() {
        JsonObject content = ask("Page.getLayoutMetrics", new JsonObject()).getAsJsonObject("cssContentSize");
        JsonObject clip = new JsonObject();
        clip.addProperty("x", 0);
        clip.addProperty("y", 0);
        clip.add("width", content.get("width"));
        clip.add("height", content.get("height"));
        clip.addProperty("scale", 1);
        JsonObject parameters = new JsonObject();
        parameters.addProperty("captureBeyondViewport", true);
        parameters.add("clip", clip);
        return Base64.getDecoder()
                .decode(ask("Page.captureScreenshot", parameters).get("data").getAsString());
    }

    /** What scripts have thrown, and what the browser has refused. */
    public List<String> troubles() {
        return List.copyOf(troubles);
    }

    private synchronized JsonObject ask(String method, JsonObject parameters) {
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        answers.put(++last, answer);
        JsonObject message = new JsonObject();
        message.addProperty("id", last);
        message.addProperty("method", method);
        message.add("params", parameters);
        socket.sendText(message.toString(), true).join();
        return answer.orTimeout(SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        socket.abort();
        kill(process);
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).join();
    }

    /** Hears what the browser says: answers, and troubles. */
    private static final class Ear implements WebSocket.Listener {
        private final Map<Integer, CompletableFuture<JsonObject>> answers;
        private final List<String> troubles;
        private final StringBuilder heard = new StringBuilder();

        Ear(Map<Integer, CompletableFuture<JsonObject>> answers, List<String> troubles) {
            this.answers = answers;
            this.troubles = troubles;
        }

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean whole) {
            heard.append(data);
            if (whole) {
                hear(JsonParser.parseString(heard.toString()).getAsJsonObject());
                heard.setLength(0);
            }
            webSocket.request(1);
            return CompletableFuture.completedStage(null);
        }

        private void hear(JsonObject message) {
            if (message.has("id")) {
                CompletableFuture<JsonObject> answer =
                        answers.remove(message.get("id").getAsInt());
                if (message.has("result")) {
                    answer.complete(message.getAsJsonObject("result"));
                } else {
                    answer.completeExceptionally(new IllegalStateException(message.toString()));
                }
                return;
            }
            String method = message.get("method").getAsString();
            if (method.equals("Runtime.exceptionThrown") || method.equals("Log.entryAdded")) {
                troubles.add(message.get("params").toString());
            }
        }
    }
}
