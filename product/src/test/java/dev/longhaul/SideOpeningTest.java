package dev.longhaul;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.store.Capabilities;
import dev.longhaul.store.Capabilities.TagSupport;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SideOpeningTest {
  private static Capabilities found(TagSupport tags, boolean readsVersions) {
    return new Capabilities(
        Capabilities.Preconditions.UNPROVED,
        Capabilities.Etags.UNPROVED,
        new TreeSet<>(),
        false,
        tags,
        new TreeSet<>(),
        new TreeMap<>(),
        readsVersions);
  }

  @Test
  @Hazard(18)
  void pinsNameAVersionWhereThatIsProvedToBePermitted() {
    assertThat(SideOpening.dialect(found(TagSupport.COUNTED, true)).readsVersions()).isTrue();
    assertThat(SideOpening.dialect(found(TagSupport.COUNTED, false)).readsVersions()).isFalse();
  }

  @Test
  @Hazard(45)
  void tagsAreNotMentionedToAStoreWithoutThem() {
    assertThat(SideOpening.dialect(found(TagSupport.NONE, false)).hasTags()).isFalse();
    assertThat(SideOpening.dialect(found(TagSupport.UNKNOWN, false)).hasTags()).isTrue();
  }
}
