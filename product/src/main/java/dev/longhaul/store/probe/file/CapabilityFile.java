package dev.longhaul.store.probe.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import dev.longhaul.store.probe.CapabilityCache;
import dev.longhaul.store.probe.ProbeReport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reports of probes in one file, newest first. The file is replaced as a whole, so that another
/// process reads the old one or the new one; of two that write at once, one is remembered.
public final class CapabilityFile implements CapabilityCache {
  /// Reports that are kept at most.
  static final int MAX_REPORTS = 64;

  /// A file of another version counts as not there.
  private static final String VERSION = "1";

  private final JsonFactory json = new JsonFactory();
  private final Path file;

  /// @param file need not be there; neither need its folder
  public CapabilityFile(Path file) {
    this.file = file;
  }

  @Override
  public Optional<ProbeReport> find(Subject subject) {
    return reports().stream()
        .filter(entry -> entry.subject().equals(subject))
        .findFirst()
        .map(ReportJson::report);
  }

  @Override
  public Optional<String> record(Subject subject, ProbeReport report) {
    List<ReportJson> reports = new ArrayList<>();
    reports.add(new ReportJson(subject, report));
    reports().stream()
        .filter(entry -> !entry.subject().equals(subject))
        .limit(MAX_REPORTS - 1)
        .forEach(reports::add);
    try {
      replace(reports);
      return Optional.empty();
    } catch (IOException failed) {
      return Optional.of("cannot write " + file + ": " + failed);
    }
  }

  private void replace(List<ReportJson> reports) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path fresh = Files.createTempFile(folder, file.getFileName().toString(), ".new");
    try {
      try (OutputStream out = Files.newOutputStream(fresh)) {
        write(reports, out);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private void write(List<ReportJson> reports, OutputStream out) throws IOException {
    try (JsonGenerator generator = json.createGenerator(out)) {
      generator.useDefaultPrettyPrinter();
      generator.writeStartObject();
      generator.writeStringField("version", VERSION);
      generator.writeArrayFieldStart("reports");
      for (ReportJson report : reports) {
        report.write(generator);
      }
      generator.writeEndArray();
      generator.writeEndObject();
    }
  }

  /// What the file holds: nothing when it is missing, damaged or of another version, since losing
  /// it costs a probe only.
  private List<ReportJson> reports() {
    if (!Files.exists(file)) {
      return List.of();
    }
    try (JsonParser parser = json.createParser(file.toFile())) {
      parser.nextToken();
      JsonTree tree = JsonTree.read(parser);
      return tree.at("version").string().equals(VERSION)
          ? tree.at("reports").items().stream().map(ReportJson::read).toList()
          : List.of();
    } catch (IOException | IllegalArgumentException | DateTimeException unreadable) {
      return List.of();
    }
  }
}
