/// Events from a queue of SQS, of AWS or of anyone who speaks its protocol: receiving, checking the
/// queue before relying on it, and bringing dead letters back.
///
/// The SDK's client does the talking; its types do not leave the package.
@NullMarked
package dev.longhaul.hint.sqs;

import org.jspecify.annotations.NullMarked;
