# An error of a builtin ends a script only where the builtin is special; it says where it was.
printf '%d\n' abc; echo $?
printf '%d %d\n' 12x 7; echo $?
[ a b ]; echo $?
[ 1 -eq x ]; echo $?
[ a; echo $?
test a b c; echo $?
kill; echo $?
kill -l 999; echo $?
read; echo $?
read 1x < /dev/null; echo $?
wait x; echo $?
umask zz; echo $?
getopts; echo $?
cd /nonexistent; echo $?
f() { umask zz; echo in $?; }; f; (read); echo sub $?
x=$(umask zz); echo "$x" $?
while read; do :; done; echo $?; read || echo or; ! read; echo $?; if read; then echo y; else echo n; fi
kill -l | head -3; kill -l 15
set -- a b; echo ${##} ${#?}
eval 'nosuchcommand'; echo $?
readonly RO=1; read RO < /dev/null; echo $?
unset 1a
echo not reached
