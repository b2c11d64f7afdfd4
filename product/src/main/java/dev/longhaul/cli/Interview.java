package dev.longhaul.cli;

import dev.longhaul.object.Escaped;
import java.io.PrintStream;
import java.util.Optional;
import java.util.function.Function;

/// Asks a person for what no option said. What nobody answers is told by the option's name.
final class Interview {
  private static final int MOST_TRIES = 5;
  private final Answers answers;
  private final PrintStream questions;

  Interview(Answers answers, PrintStream questions) {
    this.answers = answers;
    this.questions = questions;
  }

  /// What is meant by the answer to a question.
  ///
  /// @param option what says the same without a question
  /// @throws UsageException when nobody gives an answer that can be meant
  <T> T require(String question, String option, Function<String, T> parse) {
    if (!answers.isSomebodyThere()) {
      throw new UsageException(option + " is missing: " + question);
    }
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      questions.print(question + ": ");
      questions.flush();
      String typed = answers.next().orElse(null);
      if (typed == null) {
        break;
      }
      Optional<T> meant = meant(typed.strip(), parse);
      if (meant.isPresent()) {
        return meant.get();
      }
    }
    throw new UsageException("no answer that can be meant; give it as " + option);
  }

  /// As `require`, of what is left as it usually is when nothing is typed.
  <T> Optional<T> offer(String question, String usual, String option, Function<String, T> parse) {
    return require(
        question + " [" + usual + "]",
        option,
        text -> text.isEmpty() ? Optional.empty() : Optional.of(parse.apply(text)));
  }

  private <T> Optional<T> meant(String text, Function<String, T> parse) {
    try {
      return Optional.of(parse.apply(text));
    } catch (IllegalArgumentException | UsageException refused) {
      questions.println(Escaped.text(String.valueOf(refused.getMessage())));
      return Optional.empty();
    }
  }
}
