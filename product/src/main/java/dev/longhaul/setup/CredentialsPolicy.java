package dev.longhaul.setup;

import dev.longhaul.json.JsonText;
import dev.longhaul.object.Escaped;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The bucket policy by which only some roles read the object with the destination's credentials.
///
/// The original procedure denies everybody but the service Lambda, which denies the function too:
/// it comes as its role, not as the service. So everybody is denied who is none of these roles,
/// whatever their own policies allow (decision 25). Who may change the bucket's policy can still
/// take it away.
public final class CredentialsPolicy {
  private static final Pattern ROLE =
      Pattern.compile("arn:(aws[a-z-]*):iam::(\\d{12}):role/[A-Za-z0-9+=,.@_/-]{1,576}");
  private static final String SID = "OnlyTheseRolesReadTheCredentials";

  private CredentialsPolicy() {}

  /// @param key as it is, without a slash before it
  /// @param readers ARNs of roles, at least one
  /// @throws IllegalArgumentException when a reader is no role
  public static String of(String bucket, String key, List<String> readers) {
    String partition = partition(readers);
    String resource = "arn:" + partition + ":s3:::" + bucket + "/" + literal(key);
    return JsonText.object(json -> {
      json.writeStringField("Version", "2012-10-17");
      json.writeArrayFieldStart("Statement");
      json.writeStartObject();
      json.writeStringField("Sid", SID);
      json.writeStringField("Effect", "Deny");
      json.writeStringField("Principal", "*");
      // Versions too: an old version may hold the keys that are still valid.
      json.writeStringField("Action", "s3:GetObject*");
      json.writeStringField("Resource", resource);
      json.writeObjectFieldStart("Condition");
      json.writeObjectFieldStart("ArnNotEquals");
      json.writeArrayFieldStart("aws:PrincipalArn");
      for (String reader : readers) {
        json.writeString(reader);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndObject();
      json.writeEndObject();
      json.writeEndArray();
    });
  }

  private static String partition(List<String> readers) {
    String partition = "";
    for (String reader : readers) {
      Matcher role = ROLE.matcher(reader);
      if (!role.matches()) {
        throw new IllegalArgumentException(
            "not a role: \""
                + Escaped.text(reader)
                + "\"; write arn:aws:iam::ACCOUNT:role/NAME, also for whoever assumes it");
      }
      if (!partition.isEmpty() && !partition.equals(role.group(1))) {
        throw new IllegalArgumentException("these roles are of two partitions, a bucket is of one");
      }
      partition = role.group(1);
    }
    return partition;
  }

  /// What stands for other characters in policies, standing for itself.
  private static String literal(String key) {
    return key.replace("$", "${$}").replace("*", "${*}").replace("?", "${?}");
  }
}
