package dev.longhaul.cli;

import dev.longhaul.config.CredentialsChoice;
import dev.longhaul.config.Location;
import dev.longhaul.config.SideSettings;
import dev.longhaul.route.Policy;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The options by which an inventory takes the place of the source's listing.
final class InventoryOptions {
  private static final String INVENTORY = "--inventory";
  private static final String PROFILE = "--inventory-profile";

  private InventoryOptions() {}

  static List<OptionSpec> declare() {
    return List.of(
        Options.value(
            INVENTORY,
            "PLACE",
            Location::parse,
            "Reads this S3 Inventory (CSV or Parquet) and does not list the source:"
                + " s3://bucket/.../manifest.json, or the folder of a configuration for its newest"
                + " report. What is newer is not in it; nothing is deleted."),
        Options.value(
            PROFILE,
            "NAME",
            name -> name,
            "AWS profile for the inventory's bucket. Default: reached as the source is."));
  }

  /// How the inventory's bucket is reached, `null` when none is wanted.
  static @Nullable SideSettings read(ParseResult parsed, RouteSettings route) {
    Location location = Options.find(parsed, INVENTORY, Location.class);
    String profile = Options.find(parsed, PROFILE, String.class);
    if (location == null) {
      if (profile != null) {
        throw new UsageException(PROFILE + " goes with " + INVENTORY);
      }
      return null;
    }
    if (route.policy().deletes() == Policy.Deletes.MIRROR) {
      throw new UsageException(
          INVENTORY
              + " shows what was there days ago, so nothing is deleted by it: leave --delete out,"
              + " or "
              + INVENTORY
              + ", so that the source is listed");
    }
    SideSettings source = route.source();
    return new SideSettings(
        location,
        profile == null ? source.credentials() : new CredentialsChoice.Profile(profile),
        profile == null ? source.profile() : profile,
        profile == null ? source.endpoint() : null,
        profile == null ? source.region() : null,
        source.addressing(),
        source.kind(),
        source.payload());
  }
}
