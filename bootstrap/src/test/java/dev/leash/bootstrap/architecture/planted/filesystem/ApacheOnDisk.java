package dev.leash.bootstrap.architecture.planted.filesystem;

import org.apache.hc.client5.http.classic.HttpClient;

/** Breaks: HttpClient is known to the HTTP adapter alone. */
record ApacheOnDisk(HttpClient client) {}
