package dev.millrace.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.PoolExecutorService;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tomcat, whose requests run on a pool. */
class TomcatTest extends OnThePool {
    @TempDir
    Path folder;

    private static final class Sum extends HttpServlet {
        private static final long serialVersionUID = 1;
        private final transient Queue<String> threads = new ConcurrentLinkedQueue<>();

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            threads.add(Thread.currentThread().getName());
            byte[] answer = Web.answer(request.getInputStream().readAllBytes());
            response.setContentLength(answer.length);
            response.getOutputStream().write(answer);
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Way.class)
    void underLoad(Way way) throws Exception {
        PoolExecutorService view = view(way, 3, 256);
        Connector connector = new Connector();
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        connector.getProtocolHandler().setExecutor(view);
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(folder.toString());
        tomcat.setConnector(connector);
        Context context = tomcat.addContext("", folder.toString());
        Sum sum = new Sum();
        Tomcat.addServlet(context, "sum", sum);
        context.addServletMappingDecoded("/sum", "sum");
        tomcat.start();
        int asked;
        try {
            asked = Web.load(connector.getLocalPort(), Web.client().build(), 3);
        } finally {
            tomcat.stop();
            tomcat.destroy();
        }
        // A job serves all that has come over its connection: there may be fewer jobs than requests.
        assertThat(sum.threads).hasSize(asked).allMatch(name -> name.startsWith("millrace-others-"));
    }
}
