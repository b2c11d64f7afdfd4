package dev.longhaul.s3copy.dynamodb;

import java.net.URI;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// Any server: run `moto_server`, and this with `-Ddynamodb.endpoint=http://127.0.0.1:5000`.
@EnabledIfSystemProperty(named = "dynamodb.endpoint", matches = "http.*")
final class ForeignServerTest extends TablesOnServer {
  ForeignServerTest() {
    super(URI.create(System.getProperty("dynamodb.endpoint", "http://none")));
  }
}
