/// Functions of Lambda as places to which jobs and parts are sent.
///
/// The SDK's client does the talking; its types do not leave the package.
@NullMarked
package dev.longhaul.s3copy.lambda;

import org.jspecify.annotations.NullMarked;
