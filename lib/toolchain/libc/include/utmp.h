/* utmp(5): who is logged in. */
#ifndef _UTMP_H
#define _UTMP_H

#include <stdint.h>
#include <sys/time.h>
#include <bits/types.h>
typedef __pid_t pid_t;
#define _PATH_UTMP "/var/run/utmp"
#define _PATH_WTMP "/var/log/wtmp"
#define UTMP_FILE _PATH_UTMP
#define WTMP_FILE _PATH_WTMP
#define UTMP_FILENAME _PATH_UTMP
#define WTMP_FILENAME _PATH_WTMP
#define UT_LINESIZE 32
#define UT_NAMESIZE 32
#define UT_HOSTSIZE 256
#define __UT_LINESIZE UT_LINESIZE
#define __UT_NAMESIZE UT_NAMESIZE
#define __UT_HOSTSIZE UT_HOSTSIZE
#define EMPTY 0
#define RUN_LVL 1
#define BOOT_TIME 2
#define NEW_TIME 3
#define OLD_TIME 4
#define INIT_PROCESS 5
#define LOGIN_PROCESS 6
#define USER_PROCESS 7
#define DEAD_PROCESS 8
#define ACCOUNTING 9
struct __exit_status {
  short e_termination, e_exit;
};
/* One layout for both names. Times have 32 bits. */
#define __UTMP(__name)                                           \
  struct __name {                                                \
    short ut_type;                                               \
    pid_t ut_pid;                                                \
    char ut_line[UT_LINESIZE], ut_id[4], ut_user[UT_NAMESIZE];   \
    char ut_host[UT_HOSTSIZE];                                   \
    struct __exit_status ut_exit;                                \
    int32_t ut_session;                                          \
    struct {                                                     \
      int32_t tv_sec, tv_usec;                                   \
    } ut_tv;                                                     \
    int32_t ut_addr_v6[4];                                       \
    char __unused[20];                                           \
  };
__UTMP(utmp)
__UTMP(utmpx)
#undef __UTMP
#define ut_name ut_user
#define ut_time ut_tv.tv_sec
#define ut_xtime ut_tv.tv_sec
#define ut_addr ut_addr_v6[0]

void setutent(void);
void endutent(void);
struct utmp *getutent(void);
struct utmp *getutid(const struct utmp *);
struct utmp *getutline(const struct utmp *);
struct utmp *pututline(const struct utmp *);
int utmpname(const char *);
void updwtmp(const char *, const struct utmp *);
int login_tty(int);

#endif
