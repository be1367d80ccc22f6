package dev.leash.bootstrap.architecture.planted.filesystem;

import com.github.luben.zstd.ZstdDecompressCtx;

/** Breaks: zstd-jni is known to the archives alone. */
record ZstdOutsideArchive(ZstdDecompressCtx decoder) {}
