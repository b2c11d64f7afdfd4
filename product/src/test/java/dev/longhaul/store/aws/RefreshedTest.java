package dev.longhaul.store.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.Hazard;
import dev.longhaul.effect.ManualClock;
import dev.longhaul.store.Credentials;
import dev.longhaul.store.Failure;
import dev.longhaul.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@Hazard(67)
final class RefreshedTest {
  private final ManualClock clock = new ManualClock();
  private final List<String> fetched = new ArrayList<>();
  private boolean broken;

  private Credentials fetch(Duration validity) {
    if (broken) {
      throw new StoreException(new Failure.Transient("no answer"));
    }
    fetched.add("AK" + fetched.size());
    return new Credentials(fetched.getLast(), "secret", "token", clock.now().plus(validity));
  }

  private Refreshed lastingAnHour() {
    return new Refreshed(() -> fetch(Duration.ofHours(1)), Duration.ofDays(1), clock);
  }

  @Test
  void fetchesOnceWhileNothingExpires() {
    Refreshed source = lastingAnHour();

    source.current();
    clock.advance(Duration.ofMinutes(54));

    assertThat(source.current().accessKey()).isEqualTo("AK0");
    assertThat(fetched).hasSize(1);
  }

  @Test
  void fetchesAheadOfExpiry() {
    Refreshed source = lastingAnHour();

    source.current();
    clock.advance(Duration.ofMinutes(55));

    assertThat(source.current().accessKey()).isEqualTo("AK1");
  }

  @Test
  void goesOnWithWhatStillWorksWhenFetchingFails() {
    Refreshed source = lastingAnHour();
    source.current();
    clock.advance(Duration.ofMinutes(56));
    broken = true;

    assertThat(source.current().accessKey()).isEqualTo("AK0");

    broken = false;
    clock.advance(Duration.ofSeconds(21));
    assertThat(source.current().accessKey()).isEqualTo("AK1");
  }

  @Test
  void failsWhenWhatItHasExpired() {
    Refreshed source = lastingAnHour();
    source.current();
    clock.advance(Duration.ofHours(1));
    broken = true;

    assertThatThrownBy(source::current).isInstanceOf(StoreException.class);
  }

  @Test
  void fetchesAnewWhatAStoreRefused() {
    Refreshed source = lastingAnHour();
    Credentials first = source.current();
    clock.advance(Duration.ofMinutes(1));

    source.doubt(first);

    assertThat(source.current().accessKey()).isEqualTo("AK1");
    assertThat(fetched).hasSize(2);
  }

  @Test
  void doesNotFetchForEveryRefusal() {
    Refreshed source = lastingAnHour();
    Credentials first = source.current();
    clock.advance(Duration.ofSeconds(19));
    source.doubt(first);
    assertThat(source.current()).isEqualTo(first);

    clock.advance(Duration.ofSeconds(1));
    source.doubt(first);
    Credentials second = source.current();
    clock.advance(Duration.ofMinutes(1));
    // A refusal that was on its way while they were replaced says nothing about the new ones.
    source.doubt(first);

    assertThat(source.current()).isEqualTo(second);
    assertThat(fetched).hasSize(2);
  }

  @Test
  void doesNotFetchWithoutPauseWhatIsAboutToExpire() {
    Refreshed source = new Refreshed(() -> fetch(Duration.ofMinutes(2)), Duration.ofDays(1), clock);

    source.current();
    source.current();

    assertThat(fetched).hasSize(1);
  }
}
