package dev.leash.application;

import dev.leash.domain.session.Sessions;

/** What the use cases share. */
record Wiring(
    ApplicationSettings settings,
    Ports ports,
    Sessions<TrackedDownload> sessions,
    Downloads downloads,
    DownloadQueue queue,
    Holdings holdings,
    Traffic traffic,
    SpeedLimit speed,
    OneAtATime turns) {}
