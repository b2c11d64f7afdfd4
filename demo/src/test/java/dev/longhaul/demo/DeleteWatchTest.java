package dev.longhaul.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What the soak takes for a wrong DELETE, and what not.
final class DeleteWatchTest {
  private final DeleteWatch watch = new DeleteWatch();

  @Test
  void aDeleteOfWhatTheSourceSaidIsGoneIsRight() {
    watch.isThere("key");
    watch.goes("key");
    look("HEAD", 404);
    delete();

    assertThat(watch.wrong()).isEmpty();
    assertThat(watch.deletes()).isEqualTo(1);
  }

  @Test
  void aDeleteThatIsOvertakenByTheKeysReturnIsRight() {
    watch.goes("key");
    look("HEAD", 404);
    watch.isThere("key");
    delete();

    assertThat(watch.wrong()).isEmpty();
  }

  @Test
  void aDeleteWithoutAskingTheSourceIsWrong() {
    watch.goes("key");
    delete();

    assertThat(watch.wrong()).hasSize(1);
  }

  @Test
  void aDeleteOfWhatTheSourceLastShowedIsWrong() {
    watch.goes("key");
    look("HEAD", 404);
    watch.isThere("key");
    look("GET", 200);
    delete();

    assertThat(watch.wrong()).hasSize(1);
  }

  @Test
  void aDeleteOfWhatWasAlwaysThereIsWrongWhateverTheSourceSaid() {
    watch.goes("key");
    watch.isThere("key");
    look("HEAD", 404);
    delete();

    assertThat(watch.wrong()).containsExactly("DELETE of key, which the source had all the time");
  }

  private void look(String method, int status) {
    watch.atSource().answered(request(method), status, System.nanoTime());
  }

  private void delete() {
    watch.atDestination().judge(request("DELETE"));
  }

  private static RelayedRequest request(String method) {
    return new RelayedRequest(method, "/bucket/key", "", new TreeMap<>());
  }
}
