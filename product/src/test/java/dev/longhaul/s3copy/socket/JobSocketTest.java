package dev.longhaul.s3copy.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.effect.system.SystemWorkers;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
final class JobSocketTest {
  private final List<String> remarks = Collections.synchronizedList(new ArrayList<>());
  @TempDir private Path folder;
  private Path path;

  @BeforeEach
  void place() {
    path = folder.resolve("w.sock");
  }

  private JobSocket open() {
    return JobSocket.open(path, line -> "got " + line, remarks::add, new SystemWorkers());
  }

  private SocketChannel connect() throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(path));
  }

  private static void write(SocketChannel channel, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static BufferedReader reader(SocketChannel channel) {
    return new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
  }

  @Test
  void answersEveryLineOfEveryClient() throws IOException {
    try (JobSocket _ = open();
        SocketChannel one = connect();
        SocketChannel other = connect()) {
      write(one, "fir");
      write(other, "a\nb\n");
      BufferedReader answers = reader(other);
      assertThat(answers.readLine()).isEqualTo("got a");
      assertThat(answers.readLine()).isEqualTo("got b");
      write(one, "st\n");
      assertThat(reader(one).readLine()).isEqualTo("got first");
    }
  }

  @Test
  void isOpenToItsOwnerOnly() throws IOException {
    try (JobSocket _ = open()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rw-------");
      try (var files = Files.list(folder)) {
        assertThat(files).containsExactly(path);
      }
    }
    assertThat(path).doesNotExist();
  }

  @Test
  void replacesWhatAKilledProcessLeftAndNothingElse() throws IOException {
    try (JobSocket _ = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOf(SocketInUse.class)
          .hasMessageContaining("another worker");
    }
    Files.createFile(path);
    try (JobSocket _ = open();
        SocketChannel client = connect()) {
      write(client, "x\n");
      assertThat(reader(client).readLine()).isEqualTo("got x");
    }
  }

  @Test
  void aLineWithoutEndIsCutOff() throws IOException {
    try (JobSocket _ = open();
        SocketChannel client = connect()) {
      assertThatThrownBy(
              () -> {
                for (int kilobyte = 0; kilobyte < 10_000; kilobyte++) {
                  write(client, "k".repeat(1024));
                }
              })
          .isInstanceOf(IOException.class);
      try (SocketChannel next = connect()) {
        write(next, "still\n");
        assertThat(reader(next).readLine()).isEqualTo("got still");
      }
    }
    assertThat(remarks).anyMatch(remark -> remark.contains("more than 32768 bytes"));
  }

  @Test
  void clientsThatHangUpOrSayNothingDelayNobody() throws IOException {
    try (JobSocket _ = open()) {
      for (int index = 0; index < 200; index++) {
        connect().close();
      }
      try (SocketChannel silent = connect();
          SocketChannel client = connect()) {
        assertThat(silent.isOpen()).isTrue();
        write(client, "x\n");
        assertThat(reader(client).readLine()).isEqualTo("got x");
      }
    }
  }

  @Test
  void aPlaceThatCannotBeHadIsNamed() {
    path = folder.resolve("none").resolve("w.sock");
    assertThatThrownBy(this::open)
        .isInstanceOf(SocketInUse.class)
        .hasMessageContaining("none/w.sock cannot be listened on");
    path = folder.resolve("x".repeat(200));
    assertThatThrownBy(this::open).isInstanceOf(SocketInUse.class);
  }
}
