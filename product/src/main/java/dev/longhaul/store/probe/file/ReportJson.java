package dev.longhaul.store.probe.file;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.longhaul.object.ChecksumAlgorithm;
import dev.longhaul.store.Capabilities;
import dev.longhaul.store.KeyShape;
import dev.longhaul.store.probe.CapabilityCache.Subject;
import dev.longhaul.store.probe.Finding;
import dev.longhaul.store.probe.ProbeReport;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// A report and what it is about, as JSON.
record ReportJson(Subject subject, ProbeReport report) {

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("subject");
    json.writeStringField("bucket", subject.bucket());
    json.writeStringField("prefix", subject.prefix());
    json.writeStringField("encryption", subject.encryption());
    writeStrings(json, "storageClasses", subject.storageClasses());
    json.writeStringField("server", subject.server());
    json.writeEndObject();
    json.writeStringField("at", report.at().toString());
    writeCapabilities(json, report.capabilities());
    json.writeArrayFieldStart("findings");
    for (Finding finding : report.findings()) {
      json.writeStartObject();
      json.writeStringField("subject", finding.subject());
      json.writeStringField("verdict", finding.verdict().name());
      json.writeStringField("detail", finding.detail());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeCapabilities(JsonGenerator json, Capabilities capabilities)
      throws IOException {
    Capabilities.Preconditions preconditions = capabilities.preconditions();
    json.writeObjectFieldStart("capabilities");
    json.writeBooleanField("putIfAbsent", preconditions.putIfAbsent());
    json.writeBooleanField("putIfMatch", preconditions.putIfMatch());
    json.writeBooleanField("completeIfAbsent", preconditions.completeIfAbsent());
    json.writeBooleanField("completeIfMatch", preconditions.completeIfMatch());
    json.writeBooleanField("deleteIfMatch", preconditions.deleteIfMatch());
    json.writeBooleanField("singleIsMd5", capabilities.etags().singleIsMd5());
    json.writeBooleanField("multipartIsMd5OfMd5s", capabilities.etags().multipartIsMd5OfMd5s());
    writeStrings(
        json, "checksums", capabilities.checksums().stream().map(ChecksumAlgorithm::name).toList());
    json.writeBooleanField("contentMd5Checked", capabilities.contentMd5Checked());
    json.writeStringField("tags", capabilities.tags().name());
    json.writeBooleanField("readsVersions", capabilities.readsVersions());
    writeStrings(
        json, "refusedKeys", capabilities.refusedKeys().stream().map(KeyShape::name).toList());
    json.writeObjectFieldStart("storageClasses");
    for (var entry : capabilities.storageClasses().entrySet()) {
      json.writeBooleanField(entry.getKey(), entry.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void writeStrings(JsonGenerator json, String name, Collection<String> strings)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String string : strings) {
      json.writeString(string);
    }
    json.writeEndArray();
  }

  static ReportJson read(JsonTree tree) {
    JsonTree about = tree.at("subject");
    Subject subject =
        new Subject(
            about.at("bucket").string(),
            about.at("prefix").string(),
            about.at("encryption").string(),
            new TreeSet<>(about.at("storageClasses").strings()),
            about.at("server").stringOrNull());
    List<Finding> findings = new ArrayList<>();
    for (JsonTree item : tree.at("findings").items()) {
      findings.add(
          new Finding(
              item.at("subject").string(),
              Finding.Verdict.valueOf(item.at("verdict").string()),
              item.at("detail").string()));
    }
    return new ReportJson(
        subject,
        new ProbeReport(
            capabilities(tree.at("capabilities")),
            findings,
            List.of(),
            Instant.parse(tree.at("at").string())));
  }

  private static Capabilities capabilities(JsonTree tree) {
    TreeSet<ChecksumAlgorithm> checksums = new TreeSet<>();
    for (String name : tree.at("checksums").strings()) {
      checksums.add(ChecksumAlgorithm.valueOf(name));
    }
    TreeSet<KeyShape> shapes = new TreeSet<>();
    for (String name : tree.at("refusedKeys").strings()) {
      shapes.add(KeyShape.valueOf(name));
    }
    SortedMap<String, Boolean> classes = new TreeMap<>();
    JsonTree storageClasses = tree.at("storageClasses");
    for (String name : storageClasses.names()) {
      classes.put(name, storageClasses.at(name).bool());
    }
    return new Capabilities(
        new Capabilities.Preconditions(
            tree.at("putIfAbsent").bool(),
            tree.at("putIfMatch").bool(),
            tree.at("completeIfAbsent").bool(),
            tree.at("completeIfMatch").bool(),
            tree.at("deleteIfMatch").bool()),
        new Capabilities.Etags(
            tree.at("singleIsMd5").bool(), tree.at("multipartIsMd5OfMd5s").bool()),
        checksums,
        tree.at("contentMd5Checked").bool(),
        Capabilities.TagSupport.valueOf(tree.at("tags").string()),
        shapes,
        classes,
        tree.at("readsVersions").bool());
  }
}
