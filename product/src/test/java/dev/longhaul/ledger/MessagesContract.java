package dev.longhaul.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.hint.UnreadableMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every keeper of unreadable messages does.
public abstract class MessagesContract {
  /// Messages it keeps at most in these tests.
  protected static final int MOST = 5;

  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07.123Z");

  private Messages messages = new InMemoryMessages(MOST);

  protected abstract Messages open();

  @BeforeEach
  void openMessages() {
    messages = open();
  }

  @AfterEach
  void closeMessages() {
    messages.close();
  }

  private Messages reopened() {
    messages.close();
    messages = open();
    return messages;
  }

  private static UnreadableMessage message(String intake, String id) {
    return new UnreadableMessage(intake, id, "no JSON", "{\u0000\ud83d\ude00\n" + id, NOW);
  }

  @Test
  @Hazard(13)
  void keepsMessagesWholeAndInTheirOrder() {
    assertThat(messages.list(100)).isEmpty();
    List<UnreadableMessage> kept = new ArrayList<>();
    for (String id : List.of("b", "a", "c")) {
      UnreadableMessage message = message("queue", id);
      kept.add(message);
      assertThat(messages.keep(message)).isTrue();
    }
    assertThat(messages.list(100)).containsExactlyElementsOf(kept);
    assertThat(reopened().list(2)).containsExactlyElementsOf(kept.subList(0, 2));
    assertThat(messages.count()).isEqualTo(3);
  }

  @Test
  @Hazard(13)
  void aMessageThatComesAgainIsKeptOnce() {
    UnreadableMessage first = message("queue", "id");
    assertThat(messages.keep(first)).isTrue();
    UnreadableMessage again =
        new UnreadableMessage("queue", "id", "another reason", "text", NOW.plusSeconds(9));
    assertThat(messages.keep(again)).isTrue();
    UnreadableMessage other = message("webhook", "id");
    assertThat(messages.keep(other)).isTrue();
    assertThat(reopened().list(100)).containsExactly(first, other);
  }

  @Test
  void removesTheOneThatIsNamed() {
    assertThat(messages.remove("queue", "a")).isFalse();
    messages.keep(message("queue", "a"));
    messages.keep(message("queue", "b"));
    messages.keep(message("webhook", "a"));
    assertThat(messages.remove("queue", "a")).isTrue();
    assertThat(messages.remove("queue", "a")).isFalse();
    assertThat(reopened().list(100)).extracting("id").containsExactly("b", "a");
  }

  @Test
  void refusesMoreThanItMayKeep() {
    for (int number = 0; number < MOST; number++) {
      assertThat(messages.keep(message("queue", "id" + number))).isTrue();
    }
    assertThat(messages.keep(message("queue", "more"))).isFalse();
    assertThat(messages.keep(message("queue", "id0"))).as("kept already").isTrue();
    assertThat(reopened().count()).isEqualTo(MOST);
    messages.remove("queue", "id3");
    assertThat(messages.keep(message("queue", "more"))).isTrue();
  }
}
