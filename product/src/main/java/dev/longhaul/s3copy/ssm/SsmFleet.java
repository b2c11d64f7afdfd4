package dev.longhaul.s3copy.ssm;

import dev.longhaul.object.Escaped;
import dev.longhaul.s3copy.CopyJob;
import dev.longhaul.s3copy.function.Commands;
import dev.longhaul.s3copy.function.Fleet;
import dev.longhaul.s3copy.function.Instance;
import dev.longhaul.s3copy.function.NotSent;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.aws.SdkService;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.InstanceInformation;
import software.amazon.awssdk.services.ssm.model.InstanceInformationStringFilter;
import software.amazon.awssdk.services.ssm.model.InvalidInstanceIdException;
import software.amazon.awssdk.services.ssm.model.PingStatus;
import software.amazon.awssdk.services.ssm.model.UnsupportedPlatformTypeException;

/// The fleet and its commands over Systems Manager.
public final class SsmFleet implements Fleet, Commands, AutoCloseable {
  /// Seconds until a command that was not delivered is given up.
  private static final int DELIVERY = 600;

  private static final int PAGE = 50;

  private final SdkService service;
  private final SsmClient client;
  private final Tag tag;
  private final CommandForm form;

  /// A tag of instances.
  public record Tag(String name, String value) {
    /// As in the procedure.
    public static final Tag USUAL = new Tag("Role", "s3sync");

    /// The mark of instances whose worker is ours (decision 23).
    static final Tag OURS = new Tag("S3SyncWorker", "longhaul");

    /// The tag that a text such as `Role=s3sync` names.
    public static Tag parse(String text) {
      int at = text.indexOf('=');
      if (at < 1 || at == text.length() - 1) {
        throw new IllegalArgumentException(
            "InstanceTag: name=value, as in Role=s3sync, not " + Escaped.text(text));
      }
      return new Tag(text.substring(0, at).strip(), text.substring(at + 1).strip());
    }

    @Override
    public String toString() {
      return Escaped.text(name + "=" + value);
    }
  }

  /// Asks nobody anything yet.
  public SsmFleet(SdkService service, Tag tag, CommandForm form) {
    this.service = service;
    this.client = service.client(SsmClient.builder());
    this.tag = tag;
    this.form = form;
  }

  @Override
  public String tag() {
    return tag.toString();
  }

  @Override
  public List<Instance> instances() {
    try {
      // One filter by tag is all that one question may hold, so the answers are put together here.
      Set<String> ours = new HashSet<>();
      list(Tag.OURS).forEach(found -> ours.add(found.instanceId()));
      return list(tag).stream()
          .map(found ->
              new Instance(
                  found.instanceId(),
                  found.pingStatus() == PingStatus.ONLINE,
                  found.lastPingDateTime(),
                  ours.contains(found.instanceId())))
          .toList();
    } catch (SdkException | StoreException failed) {
      throw new NotSent(
          "the instances with the tag "
              + tag
              + " cannot be asked for: "
              + service.reason(failed, "ssm:DescribeInstanceInformation"),
          failed);
    }
  }

  private List<InstanceInformation> list(Tag wanted) {
    InstanceInformationStringFilter filter =
        InstanceInformationStringFilter.builder()
            .key("tag:" + wanted.name())
            .values(wanted.value())
            .build();
    return client
        .describeInstanceInformationPaginator(request -> request.filters(filter).maxResults(PAGE))
        .instanceInformationList()
        .stream()
        .toList();
  }

  @Override
  public Answer send(Instance instance, CopyJob job) {
    CommandForm.Command command = form.of(job, instance.longhaul());
    Map<String, List<String>> parameters = command.parameters();
    try {
      return new Answer.Accepted(
          client
              .sendCommand(request ->
                  request
                      .instanceIds(instance.id())
                      .documentName(command.document())
                      .timeoutSeconds(DELIVERY)
                      .comment("S3CopyToChina " + job.id())
                      .parameters(parameters)
                      .maxConcurrency("5")
                      .maxErrors("5"))
              .command()
              .commandId());
    } catch (InvalidInstanceIdException | UnsupportedPlatformTypeException unfit) {
      return new Answer.Unfit(service.reason(unfit, "ssm:SendCommand"));
    } catch (SdkException | StoreException failed) {
      throw new NotSent(
          "no command can be sent: " + service.reason(failed, "ssm:SendCommand"), failed);
    }
  }

  /// Gives back the connections.
  @Override
  public void close() {
    client.close();
  }
}
