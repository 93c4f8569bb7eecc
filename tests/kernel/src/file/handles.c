// Files by handle, on tmpfs: name_to_handle_at and open_by_handle_at.
#include "hosted.h"

struct space {
  struct file_handle head;
  unsigned char bytes[128];
};

static void show(const char *what, int answer, struct space *h) {
  SAY("%s: %s, %u bytes, type %d\n", what, answer < 0 ? strerrorname_np(errno) : "done", h->head.handle_bytes,
      h->head.handle_type);
}

int main(void) {
  char dir[] = "/dev/shm/handles-XXXXXX";
  if (!mkdtemp(dir) || chdir(dir)) return 1;
  int file = open("file", O_CREAT | O_RDWR, 0600);
  write(file, "hello", 5);
  symlink("file", "link");
  mkdir("sub", 0700);

  struct space h = {0}, l = {0}, s = {0};
  int mount = -1, other = -1;
  show("no room", name_to_handle_at(AT_FDCWD, "file", &h.head, &mount, 0), &h);
  SAY("mount told %d\n", mount > 0);
  h.head.handle_bytes = 129;
  show("too long", name_to_handle_at(AT_FDCWD, "file", &h.head, &mount, 0), &h);
  h.head.handle_bytes = 128;
  show("file", name_to_handle_at(AT_FDCWD, "file", &h.head, &mount, 0), &h);
  l.head.handle_bytes = s.head.handle_bytes = 128;
  show("link", name_to_handle_at(AT_FDCWD, "link", &l.head, &other, 0), &l);
  SAY("same mount %d, same handle %d\n", mount == other, !memcmp(&h, &l, sizeof h));
  l.head.handle_bytes = 128;
  show("followed", name_to_handle_at(AT_FDCWD, "link", &l.head, &other, AT_SYMLINK_FOLLOW), &l);
  SAY("same handle %d\n", !memcmp(&h, &l, sizeof h));
  l.head.handle_bytes = 128;
  show("empty", name_to_handle_at(file, "", &l.head, &other, AT_EMPTY_PATH), &l);
  SAY("same handle %d\n", !memcmp(&h, &l, sizeof h));
  show("directory", name_to_handle_at(AT_FDCWD, "sub", &s.head, &other, 0), &s);
  TRY(name_to_handle_at(AT_FDCWD, "none", &l.head, &other, 0));
  TRY(name_to_handle_at(AT_FDCWD, "", &l.head, &other, 0));
  TRY(name_to_handle_at(AT_FDCWD, "file", &l.head, &other, AT_REMOVEDIR << 4));
  l.head.handle_bytes = 128;
  TRY(name_to_handle_at(AT_FDCWD, "/proc/self/status", &l.head, &other, 0));
  TRY(syscall(SYS_name_to_handle_at, AT_FDCWD, "file", 8, &other, 0));

  int fd = open_by_handle_at(AT_FDCWD, &h.head, O_RDONLY);
  char text[8] = "";
  SAY("read %zd %s\n", read(fd, text, 8), text);
  TRY(write(fd, "x", 1));
  rename("file", "sub/moved");
  fd = open_by_handle_at(file, &h.head, O_RDWR | O_CLOEXEC);
  SAY("moved %zd, cloexec %d\n", pread(fd, text, 8, 0), fcntl(fd, F_GETFD));
  char path[64], name[128];
  snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(path, name, sizeof name - 1);
  name[n > 0 ? n : 0] = 0;
  SAY("its name %s\n", name + strlen(dir));
  fd = open_by_handle_at(AT_FDCWD, &s.head, O_RDONLY | O_DIRECTORY);
  TRY(faccessat(fd, "moved", R_OK, 0));
  struct space bad = h;
  bad.head.handle_bytes = 0;
  TRY(open_by_handle_at(AT_FDCWD, &bad.head, O_RDONLY));
  bad.head.handle_bytes = 200;
  TRY(open_by_handle_at(AT_FDCWD, &bad.head, O_RDONLY));
  TRY(open_by_handle_at(99, &h.head, O_RDONLY));
  bad = h;
  bad.bytes[5] ^= 0x40;
  TRY(open_by_handle_at(AT_FDCWD, &bad.head, O_RDONLY));
  unlink("sub/moved");
  fd = open_by_handle_at(AT_FDCWD, &h.head, O_RDONLY);
  SAY("unlinked and open: %d\n", fd >= 0);
  for (int i = 3; i < 20; i++) close(i);
  TRY(open_by_handle_at(AT_FDCWD, &h.head, O_RDONLY));
  unlink("link"), rmdir("sub"), rmdir(dir);
  if (setuid(1000)) return 1;
  TRY(open_by_handle_at(AT_FDCWD, &s.head, O_RDONLY));
  return 0;
}
