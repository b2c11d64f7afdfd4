package dev.longhaul.s3copy.dynamodb;

import dev.longhaul.s3copy.JobRow;
import dev.longhaul.s3copy.JobScans.Visitor;
import dev.longhaul.s3copy.MalformedJob;
import dev.longhaul.s3copy.OpenJob;
import dev.longhaul.s3copy.part.PartRow;
import dev.longhaul.s3copy.part.UploadRow;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Rows of one table, as visitors are shown them.
///
/// @param reading reads one
/// @param name what one is called that cannot be read
record Rows<R>(
    Function<Map<String, AttributeValue>, R> reading,
    Function<Map<String, AttributeValue>, String> name) {
  static final Rows<OpenJob> OPEN = new Rows<>(Attributes::open, Attributes::name);
  static final Rows<JobRow> RESULTS = new Rows<>(Attributes::result, Attributes::name);
  static final Rows<PartRow> PARTS = new Rows<>(PartAttributes::part, PartAttributes::name);
  static final Rows<UploadRow> UPLOADS = new Rows<>(PartAttributes::upload, PartAttributes::name);

  void show(Map<String, AttributeValue> row, Visitor<R> visitor) {
    R read;
    try {
      read = reading.apply(row);
    } catch (MalformedJob malformed) {
      visitor.unreadable(name.apply(row), String.valueOf(malformed.getMessage()));
      return;
    }
    visitor.row(read);
  }
}
