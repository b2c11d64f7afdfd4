package dev.longhaul.demo;

/// A step of `longhaul run` at which a process can be made to end as if its power were cut: just
/// before the step, or just after it.
///
/// @param step what is done there
/// @param after whether the step is done
/// @param nth which time it is reached, from 1
record CrashPoint(Step step, boolean after, int nth) {

  /// Where something becomes so that was not so before. Named by class and method, so that a step
  /// that is renamed is noticed: a process that never reaches it fails the test.
  enum Step {
    LEDGER_COMMIT("dev/longhaul/ledger/sqlite/Writer", "commit"),
    SOURCE_READ("dev/longhaul/store/s3/S3Reader", "read"),
    PUT("dev/longhaul/store/s3/S3Writer", "put"),
    DELETE("dev/longhaul/store/s3/S3Writer", "delete"),
    PUT_TAGS("dev/longhaul/store/s3/S3Writer", "putTags"),
    COPY("dev/longhaul/store/s3/S3Writer", "replaceAttributes"),
    CREATE_UPLOAD("dev/longhaul/store/s3/S3Uploads", "create"),
    UPLOAD_PART("dev/longhaul/store/s3/S3Uploads", "upload"),
    COPY_PART("dev/longhaul/store/s3/S3Uploads", "copyPart"),
    COMPLETE_UPLOAD("dev/longhaul/store/s3/S3Uploads", "complete"),
    ABORT_UPLOAD("dev/longhaul/store/s3/S3Uploads", "abort"),
    RECEIVE("dev/longhaul/hint/sqs/Queue", "receive"),
    ACKNOWLEDGEMENT("dev/longhaul/hint/sqs/Queue", "delete");

    private final String type;
    private final String method;

    Step(String type, String method) {
      this.type = type;
      this.method = method;
    }

    /// Internal name of the class.
    String type() {
      return type;
    }

    String method() {
      return method;
    }
  }

  /// As the agent is told.
  String argument() {
    return step + (after ? ":after:" : ":before:") + nth;
  }

  static CrashPoint parse(String argument) {
    String[] words = argument.split(":", -1);
    return new CrashPoint(
        Step.valueOf(words[0]), words[1].equals("after"), Integer.parseInt(words[2]));
  }

  @Override
  public String toString() {
    return argument();
  }
}
