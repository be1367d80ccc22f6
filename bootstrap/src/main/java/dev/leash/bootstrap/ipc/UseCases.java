package dev.leash.bootstrap.ipc;

import dev.leash.application.AwaitDownload;
import dev.leash.application.BeginSession;
import dev.leash.application.CancelDownload;
import dev.leash.application.Configure;
import dev.leash.application.EndSession;
import dev.leash.application.GetDownload;
import dev.leash.application.GetSessionId;
import dev.leash.application.GetStats;
import dev.leash.application.ListDownloads;
import dev.leash.application.ListFiles;
import dev.leash.application.PauseDownload;
import dev.leash.application.ResumeDownload;
import dev.leash.application.StartDownload;

/** The use cases that the socket offers. */
public record UseCases(
    BeginSession beginSession,
    EndSession endSession,
    GetSessionId getSessionId,
    StartDownload startDownload,
    AwaitDownload awaitDownload,
    CancelDownload cancelDownload,
    PauseDownload pauseDownload,
    ResumeDownload resumeDownload,
    GetDownload getDownload,
    ListDownloads listDownloads,
    ListFiles listFiles,
    GetStats getStats,
    Configure configure) {}
