package dev.longhaul;

import dev.longhaul.cli.DeployCommand;
import dev.longhaul.cli.UsageException;
import dev.longhaul.deploy.Stacks;
import dev.longhaul.deploy.cloudformation.CloudFormationStacks;
import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Randomness;
import dev.longhaul.store.aws.AwsAccess;
import dev.longhaul.store.aws.AwsProfiles;
import dev.longhaul.store.aws.SdkService;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reaches CloudFormation as a profile or the environment says.
final class StackOpening implements DeployCommand.Opening {
  private final Map<String, String> environment;
  private final Clock clock;
  private final Randomness randomness;

  StackOpening(Map<String, String> environment, Clock clock, Randomness randomness) {
    this.environment = environment;
    this.clock = clock;
    this.randomness = randomness;
  }

  @Override
  public DeployCommand.Open open(@Nullable String region, @Nullable String profile) {
    AwsProfiles profiles = AwsProfiles.load(environment, clock);
    AwsAccess access = profile == null ? profiles.chain() : profiles.profile(profile);
    String there = region == null ? access.region() : region;
    if (there == null) {
      throw new UsageException("name the region with --region, in the profile, or by AWS_REGION");
    }
    return new Opened(
        new CloudFormationStacks(
            SdkService.of("CloudFormation", environment, there, access.credentials()), randomness));
  }

  /// A client, closed with what was opened.
  record Opened(CloudFormationStacks client) implements DeployCommand.Open {
    @Override
    public Stacks stacks() {
      return client;
    }

    @Override
    public void close() {
      client.close();
    }
  }
}
