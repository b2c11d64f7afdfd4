package dev.longhaul.s3copy.ssm;

import dev.longhaul.s3copy.CopyJob;
import dev.longhaul.s3copy.JobWriter;
import dev.longhaul.s3copy.JobWriter.Reader;
import dev.longhaul.s3copy.OpenJob;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a job is written into a command (H75).
///
/// @param script what runs on the machine, before the job; the operator's own text
/// @param document our document, which takes the job as one word of letters, digits, `-` and `_`
///   and lets nothing else pass; `null` where it is not installed
public record CommandForm(String script, @Nullable String document) {
  /// As the procedure has it.
  public static final String USUAL_SCRIPT = "python3.7 /opt/scripts/S3CopyToChinaSingle.py";

  static final String SHELL = "AWS-RunShellScript";
  private static final String EXECUTION = Long.toString(OpenJob.ORIGINAL_LIFE.toSeconds());

  /// What is sent.
  record Command(String document, Map<String, List<String>> parameters) {}

  /// @param longhaul whether the machine's worker is ours
  Command of(CopyJob job, boolean longhaul) {
    return document != null && longhaul
        ? new Command(document, Map.of("Job", List.of(JobWriter.argument(job))))
        : new Command(
            SHELL,
            Map.of(
                "commands",
                List.of(line(job, longhaul)),
                // Its own hour would end large copies halfway.
                "executionTimeout",
                List.of(EXECUTION)));
  }

  /// Single quotes hold because the job has neither quotes of that kind nor anything else that a
  /// shell or a template of Systems Manager would act on.
  private String line(CopyJob job, boolean longhaul) {
    return script + " '" + JobWriter.json(job, longhaul ? Reader.LONGHAUL : Reader.ORIGINAL) + "'";
  }
}
