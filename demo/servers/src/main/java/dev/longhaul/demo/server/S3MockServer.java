package dev.longhaul.demo.server;

import com.adobe.testing.s3mock.S3MockApplication;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/// Adobe's S3Mock: knows versions, tags and conditional writes and holds almost every key. It
/// checks no credentials itself, so a [SignatureValve] stands before it.
final class S3MockServer {

  private static final String ACCESS_KEY = "longhaul.access-key";
  private static final String SECRET_KEY = "longhaul.secret-key";

  private S3MockServer() {}

  /// Starts the server on a free loopback port and returns the port.
  static int start(Settings settings) {
    ConfigurableApplicationContext context =
        new SpringApplicationBuilder(S3MockApplication.class, Gate.class)
            .properties("server.address=127.0.0.1", "server.port=0", "http.port=0")
            .properties("com.adobe.testing.s3mock.store.root=" + settings.data())
            .properties(ACCESS_KEY + "=" + settings.accessKey())
            .properties(SECRET_KEY + "=" + settings.secretKey())
            .bannerMode(Banner.Mode.OFF)
            .run();
    return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  /// Puts the signature check before everything else that Tomcat does.
  @Configuration(proxyBeanMethods = false)
  static class Gate {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> signatureCheck(
        Environment environment) {
      var check =
          new SignatureCheck(
              environment.getRequiredProperty(ACCESS_KEY),
              environment.getRequiredProperty(SECRET_KEY));
      return factory -> {
        // S3Mock's main connector is meant for TLS, but only it takes keys with a backslash.
        factory.getAdditionalConnectors().clear();
        factory.addEngineValves(new SignatureValve(check));
      };
    }
  }
}
