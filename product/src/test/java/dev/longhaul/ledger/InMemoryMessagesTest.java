package dev.longhaul.ledger;

/// The keeper of tests keeps messages.
final class InMemoryMessagesTest extends MessagesContract {
  private final Messages only = new InMemoryMessages(MOST);

  @Override
  protected Messages open() {
    return only;
  }
}
