package dev.longhaul.hint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.hint.SinkInMemory.Mood;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What every intake must do: acknowledge nothing that the sink did not take, whatever happens.
@Timeout(300)
public abstract class IntakeContract {
  protected final SinkInMemory sink = new SinkInMemory();
  protected final ListenerInMemory listener = new ListenerInMemory();
  private Sender sender;

  /// The other end: it has messages, and forgets none before it was acknowledged.
  public interface Sender extends AutoCloseable {
    void send(String text);

    /// An intake that receives what is sent; a new one each time, as after a restart.
    Intake intake();

    /// Returns once nothing is left that was not acknowledged.
    void awaitAllAcknowledged();

    /// Whether something is left that was not acknowledged.
    boolean hasUnacknowledged();

    @Override
    void close();
  }

  protected abstract Sender open();

  @BeforeEach
  final void openSender() {
    sender = open();
  }

  @AfterEach
  final void closeSender() {
    sender.close();
  }

  private RunningIntake start() {
    return new RunningIntake(sender.intake(), sink, listener);
  }

  private void send(List<String> keys) {
    keys.forEach(key -> sender.send(Messages.created(key)));
  }

  @Test
  void handsOverEverythingAndAcknowledgesIt() {
    List<String> keys = Messages.keys(0, 50);
    send(keys);
    try (RunningIntake running = start()) {
      sink.awaitKeys(keys);
      sender.awaitAllAcknowledged();

      assertThat(listener.events()).isGreaterThanOrEqualTo(50);
      assertThat(listener.messages()).isGreaterThanOrEqualTo(50);
      assertThat(listener.told()).startsWith("working");
      assertThat(running.stop()).isTrue();
    }
  }

  @Test
  @Hazard({5, 13})
  void acknowledgesWhatSaysNothingAndKeepsWhatCannotBeRead() {
    sender.send(Messages.TEST_EVENT);
    sender.send("{\"what\":\"is this\"}");
    sender.send(Messages.created("good").replace("]}", ",{\"bad\":1}]}"));
    try (RunningIntake running = start()) {
      sink.awaitKeys(List.of("good"));
      sink.awaitKept(2);
      sender.awaitAllAcknowledged();
      assertThat(running.stop()).isTrue();
    }
    assertThat(sink.kept())
        .extracting(UnreadableMessage::text)
        .anyMatch(text -> text.equals("{\"what\":\"is this\"}"))
        .anyMatch(text -> text.endsWith("{\"bad\":1}]}"));
    assertThat(sink.kept()).allMatch(message -> message.intake().equals("the-intake"));
  }

  @Test
  @Hazard(73)
  void forgetsNothingWhileTheSinkIsFull() {
    sink.full(true);
    List<String> keys = Messages.keys(0, 20);
    send(keys);
    try (RunningIntake running = start()) {
      sink.awaitCalls(3);
      listener.await(
          "why nothing is taken",
          told -> told.stream().anyMatch(words -> words.contains("too much waits")));
      assertThat(sink.keys()).isEmpty();
      assertThat(sender.hasUnacknowledged()).isTrue();

      sink.full(false);
      sink.awaitKeys(keys);
      sender.awaitAllAcknowledged();
      assertThat(running.stop()).isTrue();
    }
  }

  @Test
  void whatWasNotTakenWhenItWasStoppedComesAgain() {
    sink.full(true);
    send(List.of("waits"));
    try (RunningIntake running = start()) {
      sink.awaitCalls(2);
      assertThat(running.stop()).isTrue();
    }
    assertThat(sender.hasUnacknowledged()).isTrue();
    sink.full(false);
    try (RunningIntake again = start()) {
      sink.awaitKeys(List.of("waits"));
      sender.awaitAllAcknowledged();
      assertThat(again.stop()).isTrue();
    }
  }

  @Test
  void whatBrokeBeforeItWasOnDiskComesAgain() {
    breaksOnce(Mood.BREAK_BEFORE);
    assertThat(sink.keys()).containsExactly("once");
  }

  @Test
  @Hazard(1)
  void whatBrokeAfterItWasOnDiskComesAgainAndDoesNoHarm() {
    breaksOnce(Mood.BREAK_AFTER);
    assertThat(sink.keys()).as("taken twice, or more often").hasSizeGreaterThan(1);
    assertThat(sink.keys()).containsOnly("once");
  }

  private void breaksOnce(Mood how) {
    sink.next(how);
    send(List.of("once"));
    try (RunningIntake running = start()) {
      sink.awaitCalls(1);
      running.stop();
    }
    try (RunningIntake again = start()) {
      sink.awaitCalls(2);
      sender.awaitAllAcknowledged();
      assertThat(again.stop()).isTrue();
    }
  }

  @Test
  void endsPromptlyWhenNothingComes() {
    try (RunningIntake running = start()) {
      listener.await("working", told -> told.contains("working"));
      assertThat(running.stop()).isTrue();
    }
  }
}
