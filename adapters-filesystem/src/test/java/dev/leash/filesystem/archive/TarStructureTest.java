package dev.leash.filesystem.archive;

import static dev.leash.filesystem.archive.TarEntriesTest.unzipped;
import static dev.leash.filesystem.archive.testing.ForgedMember.file;
import static dev.leash.filesystem.archive.testing.ForgedMember.folder;
import static dev.leash.filesystem.archive.testing.ForgedMember.globalPax;
import static dev.leash.filesystem.archive.testing.ForgedMember.hardLink;
import static dev.leash.filesystem.archive.testing.ForgedMember.link;
import static dev.leash.filesystem.archive.testing.ForgedMember.longLink;
import static dev.leash.filesystem.archive.testing.ForgedMember.longName;
import static dev.leash.filesystem.archive.testing.ForgedMember.member;
import static dev.leash.filesystem.archive.testing.ForgedMember.pax;
import static dev.leash.filesystem.archive.testing.TarForge.tar;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.archive.ArchiveProblem.LimitExceeded;
import dev.leash.domain.archive.ArchiveProblem.Unsupported;
import dev.leash.domain.port.Archive.Extracted;
import dev.leash.filesystem.archive.testing.ForgedMember;
import dev.leash.filesystem.archive.testing.TarForge;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a tar is made up: headers, extension records, the end. */
final class TarStructureTest {
  private static final int BLOCK = ForgedMember.BLOCK;

  private static Unzipped read(TarForge tar) {
    return Unzipped.of(tar.bytes(), Unzipped.OPTIONS);
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Nested
  class Headers {
    @Test
    void haveAChecksum() {
      unzipped(file("a", "x").checksumOffBy(1)).isCorrupt("a header of it is damaged");
      unzipped(file("a", "x"), file("b", "x").checksumOffBy(-1))
          .isCorrupt("a header of it is damaged");
      unzipped(pax("path=b").checksumOffBy(1), file("a", "x"))
          .isCorrupt("a header of it is damaged");
    }

    @Test
    void mayHaveAChecksumOfSignedBytes() {
      assertThat(unzipped(file("ü", "x").signedChecksum()).whole().files()).containsExactly("ü");
    }

    @Test
    void sayTheSizeInBase256Too() {
      assertThat(unzipped(file("a", "hello").base256(124, 12, 5)).whole().files())
          .containsExactly("a");
    }

    @Test
    void sayNoNegativeSize() {
      unzipped(file("a", "").base256(124, 12, -1)).isCorrupt("a: its size makes no sense");
    }

    @Test
    void sayNoSizeBeyondAllMeasure() {
      byte[] most = new byte[12];
      most[0] = (byte) 0x80;
      most[1] = 1;

      unzipped(file("a", "").put(124, most)).isCorrupt("a: its size makes no sense");
    }

    @Test
    void sayTheSizeInOctal() {
      unzipped(file("a", "x").put(124, latin1("0000000008\0")))
          .isCorrupt("a: its size makes no sense");
      assertThat(unzipped(file("a", "x").put(124, latin1("          1 "))).whole().files())
          .hasSize(1);
      assertThat(unzipped(file("a", "x").put(124, latin1("1\0 garbage "))).whole().files())
          .hasSize(1);
      assertThat(unzipped(file("a", "").put(124, new byte[12])).whole().files()).hasSize(1);
    }
  }

  @Nested
  class Ends {
    @Test
    void areTwoBlocksOfZeroes() {
      assertThat(read(new TarForge().add(file("a", "x")).end()).whole().files()).hasSize(1);
    }

    @Test
    void mayBeOneOrFilled() {
      assertThat(read(new TarForge().add(file("a", "x")).add(new byte[BLOCK])).whole().files())
          .hasSize(1);
      assertThat(read(new TarForge().add(file("a", "x")).add(new byte[1_000_001])).whole().files())
          .hasSize(1);
    }

    @Test
    void areNotMissing() {
      read(new TarForge().add(file("a", "x"))).isCorrupt("it ends too early");
      read(new TarForge().add(file("a", "x")).add(new byte[BLOCK - 1]))
          .isCorrupt("it ends too early");
    }

    @Test
    void areFollowedByNothing() {
      read(new TarForge().add(file("a", "x")).end().add(new byte[] {1}))
          .isCorrupt("something follows its end");
      read(new TarForge().add(file("a", "x")).end().add(file("b", "x")).end())
          .isCorrupt("something follows its end");
      read(new TarForge().add(file("a", "x")).add(new byte[BLOCK]).add(file("b", "x")).end())
          .isCorrupt("something follows its end");
      read(new TarForge().add(file("a", "x")).end().add(new byte[200_000]).add(new byte[] {1}))
          .isCorrupt("something follows its end");
    }

    @Test
    void doNotComeBeforeTheFileOfAnExtension() {
      unzipped(file("a", "x"), longName("b")).isCorrupt("its last extension record is of no file");
    }

    @Test
    void areAllOfATarOfNothing() {
      assertThat(read(new TarForge().end()).extracted()).isEqualTo(new Extracted.Whole(0, 0));
      assertThat(read(new TarForge().add(new byte[20 * BLOCK])).extracted())
          .isEqualTo(new Extracted.Whole(0, 0));
    }

    @Test
    void areNotAnyZeroes() {
      assertThat(read(new TarForge().add(new byte[20 * BLOCK + 1])).refused())
          .isEqualTo(new Unsupported("a file of an unknown kind"));
      assertThat(read(new TarForge().add(new byte[BLOCK]).add(new byte[] {1})).refused())
          .isEqualTo(new Unsupported("a file of an unknown kind"));
    }
  }

  @Nested
  class GnusLongNames {
    @Test
    void areTheNextFiles() {
      String name = "d/".repeat(60) + "f";

      assertThat(unzipped(longName(name), file("d/d/d", "x"), file("g", "y")).whole().files())
          .containsExactly(name, "g");
    }

    @Test
    void areTheNextLinks() {
      assertThat(
              unzipped(
                      longLink("f"),
                      link("l", "cut"),
                      file("f", "x"),
                      longLink("f"),
                      hardLink("h", "cut"))
                  .whole()
                  .links())
          .containsEntry("l", "f");
    }

    @Test
    void areJudged() {
      unzipped(longName("../f"), file("f", "x")).isUnsafe("../f", "has a '..' component");
    }

    @Test
    void haveASizeOfTheirOwn() {
      assertThat(unzipped(pax("size=1"), longName("name"), file("f", "x").size(0)).whole().files())
          .containsExactly("name");
    }

    @Test
    void areNotThereTwice() {
      unzipped(longName("a"), longName("b"), file("f", "x"))
          .isCorrupt("it has two extension records of one kind for one file");
    }

    @Test
    void areNoLongerThanAllowed() {
      ForgedMember most = member('L', "././@LongLink", new byte[1 << 20]);
      ForgedMember more = member('L', "././@LongLink", new byte[(1 << 20) + 1]);

      unzipped(most, file("f", "x")).isUnsafe("", "has no name");
      assertThat(unzipped(more, file("f", "x")).refusedBeforehand())
          .isEqualTo(new LimitExceeded("extensionBytes", 1 << 20));
      assertThat(unzipped(longName("a").size(1L << 32), file("f", "x")).refusedBeforehand())
          .isEqualTo(new LimitExceeded("extensionBytes", 1 << 20));
    }
  }

  @Nested
  class Pax {
    @Test
    void winsOverTheHeaderAndOverGnu() {
      Unzipped unzipped =
          unzipped(
              longName("gnu"),
              pax("path=ü/日", "size=5", "mtime=1580702707.5"),
              file("f", "hello").size(99),
              file("g", "x"));

      assertThat(unzipped.whole().files()).containsExactly("g", "ü/日");
      assertThat(unzipped.tree().content("ü/日")).asString().isEqualTo("hello");
      assertThat(unzipped.tree().modified("ü/日"))
          .contains(Instant.parse("2020-02-03T04:05:07.500Z"));
    }

    @Test
    void saysWhereLinksLead() {
      assertThat(unzipped(pax("linkpath=f"), link("l", "cut"), file("f", "x")).whole().links())
          .containsEntry("l", "f");
    }

    @Test
    void isSunsToo() {
      ForgedMember sun = member('X', "x", ForgedMember.records("path=a"));

      assertThat(unzipped(sun, file("f", "x")).whole().files()).containsExactly("a");
    }

    @Test
    void makesNamesOfOtherBytesGood() {
      ForgedMember cut = file("a", "x").put(0, new byte[] {'a', (byte) 0xc3});

      assertThat(unzipped(pax("path=aü"), cut).whole().files()).containsExactly("aü");
    }

    @Test
    void takesBackWhatHasNoValue() {
      assertThat(unzipped(pax("path=a", "path="), file("f", "x")).whole().files())
          .containsExactly("f");
    }

    @Test
    void isJudged() {
      unzipped(pax("path=../f"), file("f", "x")).isUnsafe("../f", "has a '..' component");
      unzipped(pax("path=a\0b"), file("f", "x"))
          .isUnsafe("a\\u{0}b", "has a control character in its name");
    }

    @Test
    void saysNothingOfSparseFiles() {
      for (String key :
          new String[] {"GNU.sparse.major=1", "GNU.sparse.size=5", "SCHILY.realsize=5"}) {
        assertThat(unzipped(pax(key), file("f", "x")).refusedBeforehand())
            .isEqualTo(new Unsupported("a tar archive with sparse files"));
      }
    }

    @Test
    void isNotThereTwice() {
      unzipped(pax("path=a"), pax("size=1"), file("f", "x"))
          .isCorrupt("it has two extension records of one kind for one file");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "5 a=b\n",
          "7 a=b\n",
          "0 a=b\n",
          "6 a=b",
          " a=b\n",
          "x a=b\n",
          "-6 a=b\n",
          "6a=b\n",
          "6 ab \n",
          "5 =b\n",
          "99999999999999999999 a=b\n",
          "6 a=b\n6",
          "3 \n",
          "2 \n",
          "6 a=b\n\0x"
        })
    void isRefusedWhereItIsDamaged(String records) {
      unzipped(member('x', "x", latin1(records)), file("f", "x"))
          .isCorrupt("a pax header of it is damaged");
    }

    @Test
    void mayBeFilledWithZeroes() {
      assertThat(unzipped(member('x', "x", latin1("6 a=b\n\0\0")), file("f", "x")).whole().files())
          .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"size=-1", "size=x", "size=1.0", "size=9223372036854775808"})
    void saysNumbersThatMakeSense(String record) {
      assertThat(unzipped(pax(record), file("f", "x")).refusedBeforehand().toString())
          .endsWith("in a pax header of it makes no sense]");
    }

    @Test
    void saysNumbersOfNoMoreThan32Characters() {
      String most = "0".repeat(31) + "1";

      assertThat(unzipped(pax("size=" + most), file("f", "x")).whole().files()).hasSize(1);
      assertThat(unzipped(pax("size=0" + most), file("f", "x")).refusedBeforehand())
          .isEqualTo(new LimitExceeded("numberLength", 32));
      assertThat(unzipped(pax("mtime=0" + most), file("f", "x")).refusedBeforehand())
          .isEqualTo(new LimitExceeded("numberLength", 32));
      assertThat(
              unzipped(member('x', "x", latin1("0".repeat(27) + "36 a=b\n")), file("f", "x"))
                  .refusedBeforehand()
                  .toString())
          .contains("damaged");
      assertThat(
              unzipped(member('x', "x", latin1("0".repeat(33) + "6 a=b\n")), file("f", "x"))
                  .refusedBeforehand())
          .isEqualTo(new LimitExceeded("numberLength", 32));
    }

    @Test
    void saysNoTimeThatThereIsNot() {
      assertThat(unzipped(pax("mtime=99999999999999999999"), file("f", "x")).whole().modified("f"))
          .contains(Instant.parse("2020-02-03T04:05:07Z"));
      assertThat(unzipped(pax("mtime=-1.5"), file("f", "x")).whole().modified("f"))
          .contains(Instant.ofEpochMilli(-1_500));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e-05", "1e9", "x", "--1", "1,5", "2020-02-03T04:05:07Z"})
    void saysNoTimeByWhatIsNoPlainNumber(String time) {
      assertThat(unzipped(pax("mtime=" + time), file("f", "x")).whole().modified("f"))
          .contains(Instant.parse("2020-02-03T04:05:07Z"));
    }

    @Test
    void countsItsSizeOnlyForTheNextFile() {
      Unzipped unzipped =
          unzipped(pax("size=600"), file("a", new byte[600]).size(0), file("b", new byte[3]));

      assertThat(unzipped.extracted()).isEqualTo(new Extracted.Whole(2, 603));
      assertThat(unzipped.whole().content("b")).hasSize(3);
    }

    @Test
    void saysNoSizeOfAFolder() {
      unzipped(pax("size=512"), folder("d"), file("hidden", "x"))
          .isCorrupt("d: it is no file, and yet has content");
    }
  }

  @Nested
  class GlobalPax {
    @Test
    void mayBeAComment() {
      assertThat(
              unzipped(
                      globalPax("comment=52d9a8d4e4d6d1cd"),
                      pax("path=a"),
                      globalPax("x=y"),
                      file("f", "x"))
                  .whole()
                  .files())
          .containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"size=0", "size=512", "path=a", "linkpath=a"})
    void saysNoNameNorSizeOfAll(String record) {
      unzipped(globalPax(record), file("f", "x"), file("hidden", "x"))
          .isCorrupt("it has a name or a size for all files");
    }

    @Test
    void saysATimeOfAll() {
      Unzipped unzipped =
          unzipped(
              globalPax("mtime=1580000000"),
              pax("mtime=1500000000"),
              file("f", "x"),
              file("g", "x"));

      assertThat(unzipped.whole().modified("f")).contains(Instant.ofEpochSecond(1_500_000_000));
      assertThat(unzipped.tree().modified("g")).contains(Instant.ofEpochSecond(1_580_000_000));
    }

    @Test
    void mayComeLast() {
      assertThat(unzipped(file("f", "x"), globalPax("comment=x")).whole().files()).hasSize(1);
    }
  }

  @Nested
  class FirstNames {
    @ParameterizedTest
    @ValueSource(strings = {"BZh9.txt", "MZ.exe"})
    void mayLookLikeSomethingElse(String name) {
      assertThat(unzipped(file(name, "x")).whole().files()).containsExactly(name);
    }
  }

  @Test
  void isATarOfOldWithoutMagic() {
    assertThat(Unzipped.of(tar(file("f", "x").old()), Unzipped.OPTIONS).whole().files())
        .containsExactly("f");
  }
}
