package dev.leash.application;

import dev.leash.domain.port.Archive;
import dev.leash.domain.port.Clock;
import dev.leash.domain.port.DownloadEvents;
import dev.leash.domain.port.SessionEvents;
import dev.leash.domain.port.Transfer;
import dev.leash.domain.port.Workspace;

/** The adapters that the application works with. */
public record Ports(
    Transfer transfer,
    Archive archive,
    Workspace workspace,
    Clock clock,
    DownloadEvents downloadEvents,
    SessionEvents sessionEvents) {}
