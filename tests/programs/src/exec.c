/* A program that becomes itself with other arguments; descriptors that go over, and one that does not. */
#include "sys.h"

void start(u64 *stack) {
  u64 argc = stack[0];
  char **argv = (char **)(stack + 1);
  if (argc > 1) {
    for (u64 i = 1; i < argc; i++) put(argv[i]), put("\n");
    char **envp = argv + argc + 1;
    for (; *envp; envp++) put(*envp), put("\n");
    show("kept", write(10, "kept\n", 5));
    show("closed", write(11, "closed\n", 7));
    exit(3);
  }
  dup2(1, 10);
  dup2(1, 11);
  fcntl(11, 2, 1);
  char *args[] = {argv[0], "second", "life", 0}, *env[] = {"COLOUR=blue", 0};
  show("missing", execve("./not-here", args, env));
  show("directory", execve(".", args, env));
  long fd = open("text", O_CREAT | O_WRONLY, 0755);
  write(fd, "plain text", 10);
  close(fd);
  show("no format", execve("text", args, env));
  long child = fork();
  if (child == 0) {
    execve(argv[0], args, env);
    exit(1);
  }
  int status;
  wait4(child, &status, 0, 0);
  show_hex("status", (u64)status);
  exit(0);
}
