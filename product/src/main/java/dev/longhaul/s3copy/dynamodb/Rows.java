package dev.longhaul.s3copy.dynamodb;

import dev.longhaul.s3copy.JobScans.Visitor;
import dev.longhaul.s3copy.MalformedJob;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Shows rows of large objects to visitors.
final class Rows {
  private Rows() {}

  static <R> void visit(
      Map<String, AttributeValue> row,
      Function<Map<String, AttributeValue>, R> reading,
      Visitor<R> visitor) {
    R read;
    try {
      read = reading.apply(row);
    } catch (MalformedJob malformed) {
      visitor.unreadable(PartAttributes.name(row), String.valueOf(malformed.getMessage()));
      return;
    }
    visitor.row(read);
  }
}
