package dev.longhaul.scan;

import dev.longhaul.object.ListedObject;
import org.jspecify.annotations.Nullable;

/// Marks how far the merge of a range is, for another sink that takes what it finds.
record MarkedSink(ScanMarks marks, RangeMark mark, DifferenceSink inner) implements DifferenceSink {
  @Override
  public void found(Difference difference) {
    switch (difference) {
      case Difference.Equal _, Difference.OnlyDestination _ -> {}
      case Difference.OnlySource _, Difference.Unproved _ -> marks.begin(mark, difference.key());
    }
    inner.found(difference);
  }

  @Override
  public void passed(@Nullable ListedObject source, @Nullable ListedObject destination) {
    mark.passed(source, destination);
  }
}
