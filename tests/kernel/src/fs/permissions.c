/* Permission bits as another user meets them: search, write in directories, the sticky bit, set-user-ID cleared. */
#include "hosted.h"
#include <grp.h>
int main(void) {
  umask(0);
  mkdir("open", 0777), mkdir("closed", 0700), mkdir("noread", 0711), mkdir("nosearch", 0744), mkdir("sticky", 01777);
  close(open("open/mine", O_CREAT | O_WRONLY, 0600));
  close(open("open/all", O_CREAT | O_WRONLY, 0666));
  close(open("closed/x", O_CREAT | O_WRONLY, 0666));
  close(open("noread/x", O_CREAT | O_WRONLY, 0644));
  close(open("nosearch/x", O_CREAT | O_WRONLY, 0644));
  close(open("sticky/root", O_CREAT | O_WRONLY, 0666));
  close(open("open/suid", O_CREAT | O_WRONLY, 0666));
  chmod("open/suid", 06777);
  chmod(".", 0755);
  pid_t pid = fork();
  if (pid == 0) {
    gid_t groups[] = {2000};
    if (setgroups(1, groups) || setgid(1000) || setuid(1000)) _exit(9);
    struct stat st;
    TRY(open("open/mine", O_RDONLY));
    TRY(open("open/all", O_RDWR) > 0);
    TRY(open("closed/x", O_RDONLY));
    TRY(stat("closed/x", &st));
    TRY(open("noread", O_RDONLY));
    TRY(open("noread/x", O_RDONLY) > 0);
    TRY(open("noread/x", O_WRONLY));
    TRY(open("noread/y", O_CREAT | O_WRONLY, 0644));
    TRY(open("nosearch", O_RDONLY) > 0);
    TRY(stat("nosearch/x", &st));
    TRY(unlink("sticky/root"));
    TRY(rename("sticky/root", "sticky/other"));
    TRY(mkdir("sticky/own", 0755));
    TRY(rmdir("sticky/own"));
    TRY(unlink("open/mine"));
    TRY(chmod("open/all", 0600));
    TRY(chown("open/all", 1000, 1000));
    TRY(truncate("noread/x", 0));
    TRY(access("open/all", R_OK | W_OK));
    TRY(access("open/all", X_OK));
    TRY(access("closed/x", F_OK));
    TRY(mkdir("closed/d", 0700));
    TRY(mkdir("d", 0700));
    int fd = open("open/suid", O_WRONLY);
    TRY(write(fd, "x", 1));
    fstat(fd, &st);
    SAY("mode after a write %o\n", st.st_mode);
    fd = open("open/own", O_CREAT | O_RDWR, 0644);
    TRY(fchmod(fd, 02755));
    fstat(fd, &st);
    SAY("own %o uid %d gid %d\n", st.st_mode, st.st_uid, st.st_gid);
    TRY(fchown(fd, -1, 2000));
    TRY(fchown(fd, -1, 3000));
    TRY(fchown(fd, 0, -1));
    TRY(fchmod(fd, 0000));
    TRY(open("open/own", O_RDONLY));
    TRY(utimensat(AT_FDCWD, "open/all", 0, 0));
    struct timespec t[2] = {{1, 0}, {2, 0}};
    TRY(utimensat(AT_FDCWD, "open/all", t, 0));
    TRY(symlink("x", "closed/l"));
    TRY(execl("open/own", "x", (char *)0));
    TRY(chdir("closed"));
    TRY(chroot("open"));
    TRY(mknod("open/dev", S_IFCHR | 0600, 0x103));
    _exit(0);
  }
  reap(pid);
  return 0;
}
