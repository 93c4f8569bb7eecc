#include "kernel.h"
int main(int argc, char **argv, char **envp) {
  char *args[] = {"x", 0};
  long f = K(open, "noexec", O_CREAT | O_WRONLY, 0600);
  K(write, f, "#!/bin/sh\n", 10);
  long g = K(open, "bad", O_CREAT | O_WRONLY, 0700);
  K(write, g, "not a program", 13);
  K(close, g);
  g = K(open, "empty", O_CREAT | O_WRONLY, 0700);
  K(close, g);
  g = K(open, "script", O_CREAT | O_WRONLY, 0700);
  K(write, g, "#!none/here\n", 12);
  K(close, g);
  g = K(open, "elf", O_CREAT | O_WRONLY, 0700);
  K(write, g, "\177ELF\2\1\1", 7);
  K(close, g);
  K(mkdir, "d", 0700);
  R(execve, "none", args, 0);
  R(execve, "noexec", args, 0);
  R(execve, "bad", args, 0);
  R(execve, "empty", args, 0);
  R(execve, "script", args, 0);
  R(execve, "elf", args, 0);
  R(execve, "d", args, 0);
  R(execve, "bad/x", args, 0);
  R(execve, "", args, 0);
  R(execve, 8, args, 0);
  R(execve, "bad", 8, 0);
  R(execveat, AT_FDCWD, "", args, 0, 0);
  R(execveat, 99, "bad", args, 0, 0);
  R(execveat, AT_FDCWD, "bad", args, 0, 77);
  K(symlink, "bad", "ln");
  R(execveat, AT_FDCWD, "ln", args, 0, AT_SYMLINK_NOFOLLOW);
  return 0;
}
