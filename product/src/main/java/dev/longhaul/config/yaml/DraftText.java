package dev.longhaul.config.yaml;

import dev.longhaul.config.CredentialsChoice;
import dev.longhaul.config.Draft;
import dev.longhaul.config.SideSettings;
import dev.longhaul.object.KeyPrefix;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Writes the first `longhaul.yaml` of somebody. What stands there with its default is left out.
public final class DraftText {
  private static final String HEAD =
      """
      # The configuration of `longhaul run`. Every setting there is, with its default, is in
      # docs/longhaul.yaml. `longhaul config check` says what this file means, and tries what it
      # names.

      """;
  private final StringBuilder text = new StringBuilder(HEAD);

  private DraftText() {}

  /// The text of the file.
  public static String of(Draft draft) {
    DraftText written = new DraftText();
    written.state(draft);
    written.line("# Where credentials are is named here; they are never written out.");
    written.line("stores:");
    written.store(draft.sourceName(), draft.source());
    written.store(draft.destinationName(), draft.destination());
    written.line("");
    written.route(draft);
    written.intake(draft);
    return written.text.toString();
  }

  private void state(Draft draft) {
    if (draft.state() != null) {
      line("# Where the ledgers are kept: what is pending, parked and proved.");
      setting("", "state", draft.state().toAbsolutePath().normalize().toString());
      line("");
    }
  }

  private void store(String name, SideSettings side) {
    line("  " + name + ":");
    String margin = "    ";
    setting(margin, "bucket", side.location().bucket());
    setting(margin, "endpoint", side.endpoint());
    setting(margin, "region", side.region());
    setting(margin, "profile", side.profile());
    if (!side.credentials().equals(CredentialsChoice.usual(side.profile()))) {
      setting(margin, "credentials", side.credentials().words());
    }
    choice("addressing", side.addressing(), SideSettings.Addressing.AUTO);
    choice("kind", side.kind(), SideSettings.Kind.AUTO);
    choice("payload", side.payload(), SideSettings.Payload.UNSIGNED);
  }

  private void choice(String setting, Enum<?> chosen, Enum<?> usual) {
    if (!chosen.equals(usual)) {
      setting("    ", setting, chosen.name().toLowerCase(Locale.ROOT));
    }
  }

  private void route(Draft draft) {
    line("# The source is only ever read.");
    line("routes:");
    line("  " + draft.sourceName() + ":");
    setting("    ", "source", draft.sourceName());
    prefix("source-prefix", draft.sourcePrefix());
    setting("    ", "destination", draft.destinationName());
    prefix("destination-prefix", draft.destinationPrefix());
    line(
        "    # What happens to keys that the source does not have: keep, or mirror, which deletes");
    line("    # them once their absence is proved.");
    setting("    ", "deletes", draft.mirror() ? "mirror" : "keep");
  }

  private void prefix(String setting, KeyPrefix prefix) {
    if (!prefix.isEmpty()) {
      setting("    ", setting, prefix.text());
    }
  }

  private void intake(Draft draft) {
    if (draft.queue() != null) {
      line("");
      line("# How events come in; `longhaul setup notifications` has the bucket send them.");
      line("intakes:");
      line("  events:");
      setting("    ", "queue", draft.queue());
      line("    stores: [" + scalar(draft.sourceName()) + "]");
    }
  }

  private void setting(String margin, String name, @Nullable Object value) {
    if (value != null) {
      line(margin + name + ": " + scalar(value.toString()));
    }
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  /// A value as it has to be written to be read back the same: in quotes unless it is plain beyond
  /// doubt, and never taken for a variable.
  static String scalar(String value) {
    boolean plain = value.matches("[A-Za-z0-9/][A-Za-z0-9._/-]*+(:[A-Za-z0-9._/-]++)*");
    if (plain && !value.equals("null")) {
      return value;
    }
    StringBuilder quoted = new StringBuilder("\"");
    value.replace("${", "$${").codePoints().forEach(point -> quoted.append(quoted(point)));
    return quoted.append('"').toString();
  }

  private static String quoted(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          String.format(Locale.ROOT, "\\U%08x", point);
      default -> point == '"' || point == '\\' ? "\\" + (char) point : Character.toString(point);
    };
  }
}
