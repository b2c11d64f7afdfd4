package dev.longhaul.s3copy.function;

import dev.longhaul.s3copy.CopyJob;
import dev.longhaul.s3copy.JobWriter;
import dev.longhaul.s3copy.JobWriter.Reader;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// Sends jobs to functions: small objects to `S3CopyToChina-Single`, larger ones to
/// `S3CopyToChina-MPU`, and those that no function can carry to whoever else there is.
public final class FunctionDispatch implements Dispatch {
  /// Objects up to this size are one function's whole work, as in the original.
  public static final long SINGLE = 5L << 20;

  private final Invocations functions;
  private final Names names;
  private final ToLongFunction<String> largest;
  private final @Nullable Dispatch beyond;

  /// How the functions are called here.
  public record Names(String single, String parts) {
    /// As in the procedure.
    public static final Names USUAL = new Names("S3CopyToChina-Single", "S3CopyToChina-MPU");
  }

  /// @param largest how many bytes functions can carry to a bucket in their time, part by part
  /// @param beyond who gets larger objects; `null` for nobody
  public FunctionDispatch(
      Invocations functions,
      Names names,
      ToLongFunction<String> largest,
      @Nullable Dispatch beyond) {
    this.functions = functions;
    this.names = names;
    this.largest = largest;
    this.beyond = beyond;
  }

  @Override
  public Answer send(CopyJob job, long size) {
    if (size > SINGLE) {
      long most = largest.applyAsLong(job.destinationBucket());
      if (size > most) {
        return beyond == null ? new Answer.Nobody(tooLarge(size, most)) : beyond.send(job, size);
      }
    }
    String function = size <= SINGLE ? names.single() : names.parts();
    functions.invoke(function, JobWriter.json(job, Reader.LONGHAUL));
    return new Answer.Sent(function, null);
  }

  /// Functions share what they write down, so that it does not matter which of them goes on.
  @Override
  public Optional<Answer> sendBack(CopyJob job, String worker) {
    return beyond == null ? Optional.empty() : beyond.sendBack(job, worker);
  }

  private static String tooLarge(long size, long most) {
    return ("the object has %,d bytes, and functions carry at most %,d in their time, as fast as"
            + " the way is; name others for such objects (DispatchBeyond), then take"
            + " parked_reason off the row")
        .formatted(size, most);
  }
}
