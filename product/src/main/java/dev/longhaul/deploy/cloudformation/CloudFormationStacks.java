package dev.longhaul.deploy.cloudformation;

import dev.longhaul.deploy.Stacks;
import dev.longhaul.deploy.StacksUnavailable;
import dev.longhaul.effect.Randomness;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.aws.SdkService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetStatus;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.ResourceChange;

/// Stacks in CloudFormation.
public final class CloudFormationStacks implements Stacks, AutoCloseable {
  /// Enough for what happens between two looks.
  private static final int EVENTS = 200;

  private final SdkService service;
  private final CloudFormationClient client;
  private final Randomness randomness;

  /// Asks nobody anything yet.
  public CloudFormationStacks(SdkService service, Randomness randomness) {
    this.service = service;
    this.client = service.client(CloudFormationClient.builder());
    this.randomness = randomness;
  }

  @Override
  public Template read(String body) {
    return asked(
        "cloudformation:ValidateTemplate",
        () -> {
          var answer = client.validateTemplate(request -> request.templateBody(body));
          return new Template(
              answer.parameters().stream()
                  .map(declared ->
                      new Declared(
                          declared.parameterKey(),
                          declared.defaultValue(),
                          text(declared.description())))
                  .toList(),
              answer.capabilitiesAsStrings());
        });
  }

  @Override
  public Optional<Standing> find(String stack) {
    return asked(
        "cloudformation:DescribeStacks",
        () -> {
          try {
            return client.describeStacks(request -> request.stackName(stack)).stacks().stream()
                .findFirst()
                .map(found ->
                    new Standing(
                        found.stackStatusAsString(),
                        found.parameters().stream()
                            .map(Parameter::parameterKey)
                            .collect(Collectors.toSet())));
          } catch (CloudFormationException refused) {
            if (text(refused.getMessage()).contains("does not exist")) {
              return Optional.empty();
            }
            throw refused;
          }
        });
  }

  @Override
  public String propose(Order order) {
    List<Parameter> parameters = new ArrayList<>();
    order
        .given()
        .forEach((name, value) ->
            parameters.add(Parameter.builder().parameterKey(name).parameterValue(value).build()));
    order
        .kept()
        .forEach(name ->
            parameters.add(Parameter.builder().parameterKey(name).usePreviousValue(true).build()));
    return asked(
        "cloudformation:CreateChangeSet",
        () ->
            client
                .createChangeSet(request ->
                    request
                        .stackName(order.stack())
                        .changeSetName("longhaul-" + randomness.token())
                        .changeSetType(order.fresh() ? ChangeSetType.CREATE : ChangeSetType.UPDATE)
                        .templateBody(order.body())
                        .parameters(parameters)
                        .capabilities(
                            order.capabilities().stream().map(Capability::fromValue).toList()))
                .id());
  }

  @Override
  public Proposed look(String changeSet) {
    return asked(
        "cloudformation:DescribeChangeSet",
        () -> {
          List<Change> changes = new ArrayList<>();
          String next = null;
          DescribeChangeSetResponse answer;
          do {
            answer = page(changeSet, next);
            answer.changes().forEach(change -> changes.add(change(change.resourceChange())));
            next = answer.nextToken();
          } while (next != null && !next.isEmpty());
          return new Proposed(state(answer), text(answer.statusReason()), changes);
        });
  }

  private DescribeChangeSetResponse page(String changeSet, @Nullable String token) {
    return client.describeChangeSet(request -> request.changeSetName(changeSet).nextToken(token));
  }

  private static Proposed.State state(DescribeChangeSetResponse answer) {
    if (answer.status() == ChangeSetStatus.CREATE_COMPLETE) {
      return Proposed.State.READY;
    }
    return answer.status() == ChangeSetStatus.FAILED
        ? Proposed.State.FAILED
        : Proposed.State.COMING;
  }

  private static Change change(ResourceChange change) {
    return new Change(
        text(change.actionAsString()),
        text(change.resourceType()),
        text(change.logicalResourceId()),
        text(change.replacementAsString()));
  }

  @Override
  public void discard(String changeSet) {
    asked(
        "cloudformation:DeleteChangeSet",
        () -> client.deleteChangeSet(request -> request.changeSetName(changeSet)));
  }

  @Override
  public void remove(String stack) {
    asked(
        "cloudformation:DeleteStack",
        () -> client.deleteStack(request -> request.stackName(stack)));
  }

  @Override
  public void carryOut(String changeSet) {
    asked(
        "cloudformation:ExecuteChangeSet",
        () -> client.executeChangeSet(request -> request.changeSetName(changeSet)));
  }

  @Override
  public List<Event> events(String stack) {
    return asked(
        "cloudformation:DescribeStackEvents",
        () ->
            client
                .describeStackEventsPaginator(request -> request.stackName(stack))
                .stackEvents()
                .stream()
                .limit(EVENTS)
                .map(event ->
                    new Event(
                        event.eventId(),
                        text(event.logicalResourceId()),
                        text(event.resourceType()),
                        text(event.resourceStatusAsString()),
                        text(event.resourceStatusReason())))
                .toList());
  }

  private <T> T asked(String permission, Supplier<T> question) {
    try {
      return question.get();
    } catch (SdkException | StoreException failed) {
      throw new StacksUnavailable(service.reason(failed, permission), failed);
    }
  }

  private static String text(@Nullable String given) {
    return given == null ? "" : given;
  }

  /// Gives back the connections.
  @Override
  public void close() {
    client.close();
  }
}
