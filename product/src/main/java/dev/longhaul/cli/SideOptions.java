package dev.longhaul.cli;

import dev.longhaul.config.CredentialsChoice;
import dev.longhaul.config.Endpoint;
import dev.longhaul.config.Location;
import dev.longhaul.config.SideSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The options by which one side is reached, once for both sides: `--source-profile`,
/// `--dest-profile`, or plain `--profile` where a command has one side only.
enum SideOptions {
  SOURCE("--source-"),
  DESTINATION("--dest-"),
  ONLY("--");

  private static final String ANONYMOUS = "anonymous";
  private final String start;

  SideOptions(String start) {
    this.start = start;
  }

  List<OptionSpec> declare() {
    List<OptionSpec> options = new ArrayList<>(declareReach());
    if (this == SOURCE) {
      options.add(
          2,
          Options.flag(
              start + ANONYMOUS, "Signs no request: for buckets that everybody may read."));
    }
    return options;
  }

  private List<OptionSpec> declareReach() {
    return List.of(
        Options.value(
            start + "profile",
            "NAME",
            name -> name,
            "AWS profile: its credentials, region, endpoint_url and addressing."),
        Options.value(
            start + "credentials",
            "FROM",
            CredentialsChoice::parse,
            "chain, profile:NAME, env:PREFIX, file:PATH, s3://bucket/key, secretsmanager:NAME or"
                + " ssm:NAME (two lines: access key, secret key). Default: the profile, else"
                + " chain."),
        Options.value(
            start + "endpoint",
            "URL",
            Endpoint::parse,
            "Where the store is, such as https://minio.example.com:9000. Default: Amazon S3."),
        Options.value(
            start + "region",
            "REGION",
            region -> region,
            "Region of the bucket. Default: the profile's, else found out, and us-east-1 where"
                + " there is none."),
        Options.choice(
            start + "addressing",
            SideSettings.Addressing.class,
            "Bucket in the path or in the host name. Default: auto."),
        Options.choice(
            start + "kind",
            SideSettings.Kind.class,
            "Which rules the store follows. Default: auto, by its host name."),
        Options.choice(
            start + "payload",
            SideSettings.Payload.class,
            "Whether bodies are part of the signature. Default: unsigned,"
                + " as a signed checksum goes along."));
  }

  SideSettings read(ParseResult parsed, Location location) {
    String profile = Options.find(parsed, start + "profile", String.class);
    CredentialsChoice chosen =
        Options.get(parsed, start + "credentials", CredentialsChoice.usual(profile));
    if (this == SOURCE && Options.isSet(parsed, start + ANONYMOUS)) {
      if (!chosen.equals(new CredentialsChoice.Chain())) {
        throw new UsageException(
            start + ANONYMOUS + " stands for no credentials: name none beside it");
      }
      chosen = new CredentialsChoice.Anonymous();
    }
    return new SideSettings(
        location,
        chosen,
        chosen.profileBeside(profile),
        Options.find(parsed, start + "endpoint", URI.class),
        Options.find(parsed, start + "region", String.class),
        Options.get(parsed, start + "addressing", SideSettings.Addressing.AUTO),
        Options.get(parsed, start + "kind", SideSettings.Kind.AUTO),
        Options.get(parsed, start + "payload", SideSettings.Payload.UNSIGNED));
  }
}
