/// The metric of the original procedure, in Amazon CloudWatch.
@NullMarked
package dev.longhaul.s3copy.cloudwatch;

import org.jspecify.annotations.NullMarked;
