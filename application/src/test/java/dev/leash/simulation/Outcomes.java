package dev.leash.simulation;

import dev.leash.application.ListFiles;
import dev.leash.domain.download.CancelCause;
import dev.leash.domain.download.DownloadResult;
import dev.leash.domain.download.DownloadStatus;
import dev.leash.domain.download.Failure;
import dev.leash.domain.download.FileList;
import dev.leash.domain.download.Outcome;
import dev.leash.domain.download.Progress;
import java.util.List;

/** Says whether what is told of a download agrees with what has become of it. */
final class Outcomes {
  private final Judge judge;
  private final Causes causes;

  Outcomes(Judge judge, Causes causes) {
    this.judge = judge;
    this.causes = causes;
  }

  /** Counts never fall but with a new attempt. */
  void requireFurther(Watched watched, DownloadStatus next) {
    watched.last().ifPresent(last -> requireFurther(watched, last, next));
  }

  private void requireFurther(Watched watched, DownloadStatus last, DownloadStatus next) {
    Progress before = last.progress();
    Progress after = next.progress();
    judge.require(
        next.state().attempt() > last.state().attempt()
            || (after.receivedBytes() >= before.receivedBytes()
                && after.extractedFiles() >= before.extractedFiles()
                && after.extractedBytes() >= before.extractedBytes()),
        Promise.SOUND,
        watched + " has gone back from " + before + " to " + after);
    judge.require(
        next.state().attempt() >= last.state().attempt(),
        Promise.SOUND,
        watched + " has gone back to attempt " + next.state().attempt());
  }

  void requireReason(Watched watched, Outcome outcome) {
    judge.require(
        watched.installed().isPresent() == outcome instanceof Outcome.Completed,
        Promise.ALL_OR_NOTHING,
        watched
            + " "
            + Words.of(outcome)
            + (watched.installed().isPresent() ? ", but is there" : ", but was not published"));
    switch (outcome) {
      case Outcome.Completed(DownloadResult result) ->
          watched
              .installed()
              .ifPresent(installed ->
                  judge.require(
                      installed.isToldBy(result),
                      Promise.SOUND,
                      watched + " tells of " + result + ", but there is " + installed));
      case Outcome.Failed(Failure failure) ->
          judge.require(
              failure instanceof Failure.Internal
                  ? watched.isFaulty()
                  : watched.isInjected(failure),
              Promise.SOUND,
              watched + " has failed for no reason: " + failure);
      case Outcome.Cancelled(CancelCause cause) ->
          judge.require(
              causes.cancels(cause, watched),
              Promise.SOUND,
              watched + " was cancelled by " + cause);
    }
  }

  /**
   * What somebody is told to be there.
   *
   * @param wasThere what had been told of it before the question
   */
  void requireListed(Watched watched, boolean wasThere, ListFiles.Result result) {
    switch (result) {
      case ListFiles.Result.Listed(List<FileList.Entry> files) ->
          judge.require(
              watched.isListedAs(files) || (files.isEmpty() && !wasThere),
              Promise.SOUND,
              watched + " is said to have published " + files);
      case ListFiles.Result.UnknownDownload() -> {}
      case ListFiles.Result.Forgotten() ->
          judge.condemn(Promise.SOUND, "the files of " + watched + " are forgotten");
    }
  }
}
