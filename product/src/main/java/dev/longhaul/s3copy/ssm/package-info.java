/// The machines of the original procedure over Systems Manager: which are there, and the commands
/// by which they are sent jobs.
///
/// The SDK's client does the talking; its types do not leave the package.
@NullMarked
package dev.longhaul.s3copy.ssm;

import org.jspecify.annotations.NullMarked;
