#ifndef _UTMP_H
#define _UTMP_H

/* login_tty(3). There is no file of who is logged in. */
int login_tty(int);

#endif
