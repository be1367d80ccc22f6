package dev.leash.filesystem.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.MemoryArrivingFile;
import dev.leash.filesystem.archive.testing.ForgedMember;
import dev.leash.filesystem.archive.testing.TarForge;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What files look like, and how that is told to people. */
final class LookTest {
  @ParameterizedTest
  @CsvSource({
    "526172211a0700, a RAR archive",
    "526172211a070100, a RAR archive",
    "1f8b0800, a gzip file",
    "425a683931415926, a bzip2 file",
    "fd377a585a000004, an xz file",
    "28b52ffd0458, a Zstandard file",
    "25504446 2d312e37, a PDF document",
    "7f454c4602010100, an ELF program",
    "4d5a900003000000, a Windows program",
    "cffaedfe07000001, a macOS program",
    "89504e470d0a1a0a, a PNG picture",
    "fffe68006900, a text file",
    "00010203, a file of an unknown kind"
  })
  void areToldByTheirFirstBytes(String hex, String look) {
    looksLike(HexFormat.of().parseHex(hex.replace(" ", "")), look);
  }

  @ParameterizedTest
  @CsvSource({
    "'<!DOCTYPE html><html>', an HTML page",
    "'  <HTML><body>', an HTML page",
    "'<!-- page --><html>', an HTML page",
    "'<?xml version=\"1.0\"?><Error/>', an XML document",
    "'<Error><Code>AccessDenied</Code></Error>', an XML document",
    "'{\"message\": \"Not found\"}', a JSON document",
    "'[]', a JSON document",
    "'Not found', a text file",
    "'P', a text file",
    "'#!/bin/sh', a script",
    "'', an empty file"
  })
  void areToldByTheirText(String text, String look) {
    looksLike(text.getBytes(StandardCharsets.UTF_8), look);
  }

  @Test
  void areHtmlBehindAByteOrderMark() {
    looksLike("\ufeff<html>".getBytes(StandardCharsets.UTF_8), "an HTML page");
  }

  @Test
  void areTarByItsMagic() {
    byte[] tar = new byte[1_024];
    tar[0] = 'a';
    System.arraycopy("ustar".getBytes(StandardCharsets.UTF_8), 0, tar, 257, 5);

    looksLike(tar, "a tar archive");
  }

  @Test
  void areOldTarByItsChecksum() {
    byte[] tar = new byte[1_024];
    tar[0] = 'a';
    byte[] checksum = String.format("%06o\0 ", 'a' + 8 * ' ').getBytes(StandardCharsets.UTF_8);
    System.arraycopy(checksum, 0, tar, 148, 8);

    looksLike(tar, "a tar archive");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"BZh9", "MZ", "LZIP", "MSCF", "070701", "%PDF-1", "GIF89a", "<html>", "{\"a\"}"})
  void areTarWhateverTheNameOfTheFirstFile(String name) {
    byte[] tar = TarForge.tar(ForgedMember.file(name, "x"));

    looksLike(tar, "a tar archive");
    assertThat(new FirstBytes(ByteBuffer.wrap(tar, 0, 300).slice(), false).look()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'<html>\n<head>', HTML", "'#!/bin/sh\n', SCRIPT", "'{\n\"a', JSON"})
  void areToldAtOnceByAFirstLine(String start, Look look) {
    byte[] bytes = start.getBytes(StandardCharsets.UTF_8);

    assertThat(new FirstBytes(ByteBuffer.wrap(bytes), false).look()).contains(look);
  }

  @Test
  void areTarByAnEndWithoutAnythingBeforeIt() {
    looksLike(new byte[512], "a tar archive");
    looksLike(new byte[511], "a file of an unknown kind");
  }

  @Test
  void areTextOnlyAfterABlockOfIt() {
    byte[] text = "x".repeat(FirstBytes.MOST).getBytes(StandardCharsets.UTF_8);

    assertThat(new FirstBytes(ByteBuffer.wrap(text, 0, 511).slice(), false).look()).isEmpty();
    assertThat(new FirstBytes(ByteBuffer.wrap(text), true).look()).contains(Look.TEXT);
  }

  private static void looksLike(byte[] content, String look) {
    assertThat(look(content).description()).isEqualTo(look);
  }

  private static Look look(byte[] content) {
    try {
      return FirstBytes.look(
          new ArrivingBytes(MemoryArrivingFile.of(content), 1, new Cancellation()));
    } catch (ExtractionEnded e) {
      throw new AssertionError(e);
    }
  }
}
