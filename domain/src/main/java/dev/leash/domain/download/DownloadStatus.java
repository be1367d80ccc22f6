package dev.leash.domain.download;

import dev.leash.domain.session.Scope;
import dev.leash.domain.session.SessionId;
import java.time.Instant;

/** A download as it was at one moment. */
public record DownloadStatus(
    DownloadId id,
    SessionId session,
    Scope scope,
    DownloadRequest request,
    DownloadState state,
    Progress progress,
    Instant startedAt) {}
