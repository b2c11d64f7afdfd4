/// Stacks in AWS CloudFormation. The only place that knows its client.
@NullMarked
package dev.longhaul.deploy.cloudformation;

import org.jspecify.annotations.NullMarked;
