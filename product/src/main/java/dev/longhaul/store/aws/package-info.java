/// Credentials and what belongs to them: from the environment, a file, a stored object, and from
/// everything the AWS SDK knows (profiles, SSO, roles, containers, instances), with the settings of
/// profiles; and the table of Amazon's partitions.
///
/// The only place that knows the SDK, whose classes load only when a profile or the chain is asked
/// for: that costs more than the rest of a start.
@NullMarked
package dev.longhaul.store.aws;

import org.jspecify.annotations.NullMarked;
