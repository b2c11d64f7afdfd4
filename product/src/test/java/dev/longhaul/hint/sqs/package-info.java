/// Tests of the intake from queues against an embedded server that speaks the protocol of SQS.
@NullMarked
package dev.longhaul.hint.sqs;

import org.jspecify.annotations.NullMarked;
