package dev.longhaul.simulation.mutant;

import dev.longhaul.simulation.mutant.Planting.Answer;
import dev.longhaul.simulation.mutant.Planting.Body;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.function.Consumer;

/// The bugs that are planted, one at a time.
final class Bugs {
  private static final Hunter SIMULATION = new Hunter.Seeds(0);

  private Bugs() {}

  static final List<Bug> ALL =
      List.of(
          // What is known, and when it is enough.
          bug(
              "settles a hint whose key got no answer",
              "replicate.HintWorker.unfinished",
              new Body(Bugs::settle),
              SIMULATION),
          bug(
              "takes the event's word that a key is gone",
              "replicate.HintWorker.asHint",
              new Body(Bugs::gone),
              SIMULATION),
          bug(
              "takes a 404 for absence",
              "store.Observer.confirmAbsence",
              new Body(Bugs::absent),
              SIMULATION),
          bug(
              "believes a bucket that is not there",
              "store.Observer.proveBucket",
              new Body(Bugs::nothing),
              named("store.ObserverTest", "absenceTakesTwoAnswersAndABucketThatProvedItself")),
          bug(
              "compares sizes only",
              "reconcile.Equality.sameEtag",
              new Body(Bugs::holds),
              SIMULATION),
          bug(
              "overlooks other metadata",
              "reconcile.Equality.attributes",
              new Answer("equals", code -> code.iconst_1()),
              SIMULATION),
          bug(
              "takes every object for one without tags",
              "reconcile.Equality.knownTags",
              new Body(code -> constant(code, "object.Tags", "NONE")),
              SIMULATION),
          bug(
              "takes a receipt for proof of whatever is there",
              "reconcile.Equality.covers",
              new Body(Bugs::holds),
              new Hunter.Seeds(36)),
          bug(
              "takes tags of one object for those of another",
              "reconcile.Knowledge.readSourceTags",
              new Answer("equals", code -> code.iconst_1()),
              new Hunter.Seeds(50)),
          bug(
              "believes an older date at the source",
              "scan.PairJudge.byEtag",
              new Answer("lastModifiedMillis", code -> code.lconst_0()),
              named("scan.PairJudgeTest", "aLaterSourceIsACandidateUntilAReceiptRemembersThePair")),
          bug(
              "audits names only",
              "scan.PairJudge.proves",
              new Body(Bugs::holds),
              new Hunter.Seeds(42)),
          // Changes of the destination.
          bug(
              "sends no preconditions",
              "reconcile.Planner.sent",
              new Body(Bugs::unconditional),
              SIMULATION),
          bug(
              "believes every write by its answer alone",
              "reconcile.Attempt.isOneProvedPut",
              new Body(Bugs::holds),
              named("reconcile.ReconcilerTest", "aLargeObjectIsLookedAtOnBothSidesBeforeAndAfter")),
          bug(
              "does not look again after a delete",
              "reconcile.Attempt.gone",
              new Body(Bugs::deleted),
              named(
                  "reconcile.ReconcilerDeletesTest",
                  "whatIsGoneAtTheSourceIsDeletedAfterTwoProofsAndLookedAtAgain")),
          bug(
              "deletes at once what has time",
              "reconcile.Attempt.isEarly",
              new Body(Bugs::doesNotHold),
              named(
                  "replicate.DeleteGraceTest", "itIsDeletedOnceItsTimeIsOverAndLooksNeverBehind")),
          bug(
              "deletes without end",
              "reconcile.WindowBreaker.admit",
              new Body(Bugs::holds),
              named("reconcile.WindowBreakerTest", "holdsWhatIsMoreThanTheLimitInOneSpan")),
          bug(
              "deletes by the word of an empty listing",
              "scan.SourceDoubt.holds",
              new Body(Bugs::doesNotHold),
              named("scan.PassTest", "anEmptySourceDeletesNothingUnlessItIsMeant")),
          bug(
              "repeats calls that decide",
              "store.calls.RetryingCalls.call",
              new Answer("isRepeatable", code -> code.iconst_1()),
              named("store.calls.RetryingCallsTest", "neverRepeatsWhatDecides")),
          // Bytes.
          bug(
              "reads whatever is there by now",
              "store.ReadRequest.pin",
              new Body(Bugs::none),
              named("store.s3.PinnedReadTest", "pinsARange")),
          bug(
              "hashes what it read for the destination only",
              "transfer.VouchedDigester.vouched",
              new Body(Bugs::none),
              new Hunter.Seeds(65)),
          bug(
              "sends bytes that contradict the source's digest",
              "transfer.PutCopy.isDamaged",
              new Body(Bugs::doesNotHold),
              new Hunter.Seeds(65)),
          bug(
              "takes any answer for proof",
              "transfer.PutProof.judge",
              new Body(Bugs::proved),
              named("transfer.SmallTransferTest", "readsBackFromAStoreThatProvesNothing")),
          bug(
              "ends a body wherever it breaks off",
              "store.s3.ReceivedBody.end",
              new Body(Bugs::nothing),
              named("store.s3.ReceivedBodyTest", "failsWhenItEndsEarlyWhateverTheLibrarySays")),
          bug(
              "takes bytes of another version",
              "store.s3.S3Reader.isSame",
              new Body(Bugs::holds),
              named("store.s3.PinnedReadTest", "noticesAnotherVersionOfTheSameBytes")),
          bug(
              "gives no memory back",
              "transfer.BufferPool.giveBack",
              new Body(Bugs::nothing),
              SIMULATION),
          bug(
              "keeps the memory of a read that failed",
              "transfer.HeldReader$Taking.giveBack",
              new Body(Bugs::nothing),
              new Hunter.Seeds(54)),
          bug(
              "hands out more memory than there is",
              "transfer.BufferPool.fits",
              new Body(Bugs::holds),
              SIMULATION),
          // Uploads.
          bug(
              "goes on with parts of an older object",
              "transfer.UploadJournal.serves",
              new Body(Bugs::holds),
              named("transfer.ResumeTest", "neverGoesOnForAnotherIncarnation")),
          bug(
              "opens uploads nobody wrote down",
              "transfer.UploadJournal.begin",
              new Answer("intend", code -> {}),
              new Hunter.Seeds(157)),
          bug(
              "forgets at once what it asked for without an answer",
              "transfer.LostUploads.forget",
              new Answer("isBefore", code -> code.iconst_0()),
              named("transfer.ResumeTest", "abortsAnUploadThatALateRequestOpened")),
          bug(
              "looks into uploads of others again and again",
              "transfer.LostUploads.mayBeOpen",
              new Body(Bugs::holds),
              named("transfer.ResumeTest", "whatWasShownToBeForeignOnceIsNotLookedIntoAgain")),
          bug(
              "tells nobody of keys that a sweep may have taken along",
              "transfer.UploadSweeper.settle",
              new Answer("accept", code -> {}),
              named("transfer.ResumeTest", "theSweeperTellsOfAKeyBeforeItAbortsAnythingOnIt")),
          bug(
              "aborts uploads of others",
              "transfer.LostUploads.isOurs",
              new Body(Bugs::holds),
              named("transfer.ResumeTest", "abortsItsLostUploadAndNoForeignOne")),
          bug(
              "leaves uploads open on keys that are equal",
              "reconcile.Reconciler.leavesNothing",
              new Body(Bugs::doesNotHold),
              named("reconcile.ReconcilerTest", "anEqualKeyLeavesNothingOpenThatWasBegunBefore")),
          bug(
              "believes a store that dates uploads by their beginning",
              "transfer.UploadFinish.isGuarded",
              new Body(Bugs::holds),
              named(
                  "transfer.CompletionTest", "seesThatAnInitiationOrderStoreKeptTheOthersObject")),
          bug(
              "makes an object of parts whose source is gone",
              "transfer.SourceBoundaries.requireThere",
              new Body(Bugs::nothing),
              named(
                  "transfer.CompletionTest",
                  "makesNothingOfPartsWhoseSourceWasOverwrittenBeforeTheyCouldBeJudged")),
          // Events and keys.
          bug(
              "keeps the gate shut when an audit is stopped",
              "replicate.InTurn.reconcile",
              new Answer("left", code -> {}),
              named(
                  "replicate.InTurnTest",
                  "anAuditThatIsStoppedWhileItAsksTheStoresLeavesTheGateToOthers")),
          bug(
              "works on a key twice at once",
              "replicate.KeyTurns.begin",
              new Body(Bugs::holds),
              SIMULATION),
          bug(
              "deletes messages that nobody took",
              "hint.sqs.Poller.handOver",
              new Body(Bugs::holds),
              SIMULATION),
          bug(
              "says that events are on disk",
              "replicate.EventRouter.take",
              new Body(Bugs::taken),
              SIMULATION),
          bug(
              "decodes keys twice",
              "hint.KeyText.readings",
              new Answer("decoded", Bugs::decodedTwice),
              SIMULATION),
          bug(
              "orders keys by UTF-16",
              "object.ObjectKey.compareTo",
              new Body(Bugs::byText),
              named("object.ObjectKeyTest", "ordersByUnsignedBytesAndNotByUtf16Units")),
          // Listings.
          bug(
              "takes the first page for all",
              "store.ListingPage.nextToken",
              new Body(Bugs::none),
              SIMULATION),
          bug(
              "ignores that a page is not the last",
              "store.s3.ListingRules.nextToken",
              new Body(Bugs::none),
              named("store.s3.S3ListerTest", "readsAPage")));

  private static Bug bug(String says, String place, Planting planting, Hunter hunter) {
    int dot = place.lastIndexOf('.');
    return new Bug(says, place.substring(0, dot), place.substring(dot + 1), planting, hunter);
  }

  private static Hunter named(String owner, String method) {
    return new Hunter.Named(owner, method);
  }

  private static ClassDesc type(String name) {
    return ClassDesc.of("dev.longhaul." + name);
  }

  private static void holds(CodeBuilder code) {
    code.iconst_1().ireturn();
  }

  private static void doesNotHold(CodeBuilder code) {
    code.iconst_0().ireturn();
  }

  private static void nothing(CodeBuilder code) {
    code.return_();
  }

  private static void none(CodeBuilder code) {
    code.aconst_null().areturn();
  }

  private static void constant(CodeBuilder code, String type, String name) {
    code.getstatic(type(type), name, type(type)).areturn();
  }

  private static void settle(CodeBuilder code) {
    ClassDesc hints = type("ledger.Ledger$Hints");
    code.aload(0)
        .getfield(type("replicate.HintWorker"), "hints", hints)
        .aload(1)
        .invokeinterface(
            hints, "settle", MethodTypeDesc.of(ConstantDescs.CD_void, type("ledger.PendingHint")))
        .iconst_0()
        .ireturn();
  }

  private static void absent(CodeBuilder code) {
    proved404(code);
    code.areturn();
  }

  private static void proved404(CodeBuilder code) {
    make(
        code,
        "store.Observation$Absent",
        of -> make(of, "store.Observation$Proof", CodeBuilder::iconst_0, ConstantDescs.CD_boolean),
        type("store.Observation$Proof"));
  }

  private static void gone(CodeBuilder code) {
    ClassDesc pending = type("ledger.PendingHint");
    ClassDesc key = type("object.ObjectKey");
    ClassDesc cause = type("hint.Hint$Cause");
    ClassDesc at = ClassDesc.of("java.time.Instant");
    ClassDesc belief = type("store.Belief");
    make(
        code,
        "hint.Hint",
        of -> {
          of.aload(0).invokevirtual(pending, "key", MethodTypeDesc.of(key));
          of.aload(0).invokevirtual(pending, "cause", MethodTypeDesc.of(cause));
          of.aload(0).invokevirtual(pending, "at", MethodTypeDesc.of(at));
          make(of, "store.Belief$Observed", Bugs::proved404, type("store.Observation"));
          make(of, "store.Belief$Unobserved", _ -> {});
          of.aconst_null();
        },
        key,
        cause,
        at,
        belief,
        belief,
        at);
    code.areturn();
  }

  private static void unconditional(CodeBuilder code) {
    make(code, "store.Precondition$None", _ -> {});
    code.areturn();
  }

  private static void proved(CodeBuilder code) {
    make(
        code,
        "transfer.PutProof$Proved",
        of -> make(of, "transfer.Proof$EqualEtags", _ -> {}),
        type("transfer.Proof"));
    code.areturn();
  }

  private static void taken(CodeBuilder code) {
    make(code, "hint.EventSink$Acceptance$Taken", _ -> {});
    code.areturn();
  }

  private static void deleted(CodeBuilder code) {
    ClassDesc key = type("object.ObjectKey");
    ClassDesc keys = type("reconcile.KeyPair");
    make(
        code,
        "reconcile.Outcome$Deleted",
        of ->
            of.aload(0)
                .getfield(type("reconcile.Attempt"), "keys", keys)
                .invokevirtual(keys, "source", MethodTypeDesc.of(key)),
        key);
    code.areturn();
  }

  private static void make(
      CodeBuilder code, String name, Consumer<CodeBuilder> of, ClassDesc... types) {
    code.new_(type(name)).dup();
    of.accept(code);
    code.invokespecial(type(name), "<init>", MethodTypeDesc.of(ConstantDescs.CD_void, types));
  }

  private static void byText(CodeBuilder code) {
    ClassDesc key = type("object.ObjectKey");
    MethodTypeDesc text = MethodTypeDesc.of(ConstantDescs.CD_String);
    code.aload(0)
        .invokevirtual(key, "text", text)
        .aload(1)
        .invokevirtual(key, "text", text)
        .invokevirtual(
            ConstantDescs.CD_String,
            "compareTo",
            MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_String))
        .ireturn();
  }

  private static void decodedTwice(CodeBuilder code) {
    code.aload(0)
        .invokestatic(
            type("simulation.mutant.Wrong"),
            "decodedTwice",
            MethodTypeDesc.of(ConstantDescs.CD_byte.arrayType(), ConstantDescs.CD_String));
  }
}
