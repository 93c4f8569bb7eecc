echo "$#" "$1" "$2" "$@"
for i in "$@"; do echo "<$i>"; done
x=5; y="a b  c"
echo $y "$y" '$y' \$y ${x}z ${#y} ${none:-default} ${x:+set} ${none-} "${none:=given}" $none
echo ${y%b*} ${y#a } ${y%%[ ]*} ${y##* }
p=/usr/lib/x.tar.gz; echo ${p##*/} ${p%/*} ${p%.*} ${p%%.*} ${p#*/}
echo $((1 + 2 * 3)) $((x << 2)) $((x > 3 ? 10 : 20)) $((x += 3)) $x $(( (7 / 2) % 2 )) $((0x1f)) $((017)) $((!0)) $((~5)) $((1 && 0 || 1))
if [ $x -gt 3 ]; then echo big; elif [ $x = 3 ]; then echo three; else echo small; fi
i=0; while [ $i -lt 5 ]; do i=$((i+1)); [ $i = 2 ] && continue; [ $i = 4 ] && break; echo $i; done
until [ $i -le 0 ]; do i=$((i-1)); printf '%d ' $i; done; echo
case "$y" in *z*) echo z;; a\ b*|q) echo ab;; *) echo none;; esac
case x in [!a-w]) echo not a to w;; esac
f() { local v=in; echo "f: $1 $# $v"; return 3; }
v=out; f 1 2; echo $? $v
echo a | tr a b | cat; false | true; echo $?; ! true; echo $?
true && echo and; false || echo or; { echo group; echo two; } | wc -l
(cd /; pwd; x=sub); echo $x
echo out > file; echo more >> file; cat < file; cat file 2>/dev/null; cat no 2>&1 >/dev/null | wc -l
cat <<END
here $x $(echo sub) \$x `echo back`
	tab
END
cat <<'END'
raw $x
END
cat <<-END
	stripped
	END
exec 3> third; echo three >&3; exec 3>&-; cat third
IFS=:; set -- $(echo a:b::c); echo $# "$3" "$*"; unset IFS
echo *; echo "*"; touch a1 a2 b1; echo a*; echo [ab]1; echo z*
read a b <<END
one two three
END
echo "[$a][$b]"
printf 'l1\nl2\n' | while read line; do echo "got $line"; done
eval 'z=evald'; echo $z; set -- p q r; shift; echo $1 $#
trap 'echo bye' EXIT; (trap 'echo subbye' EXIT; exit 2); echo $?
getopts_test() { OPTIND=1; while getopts ab:c o "$@"; do echo "$o ${OPTARG-}"; done; shift $((OPTIND-1)); echo rest "$@"; }
getopts_test -a -b val -c arg; getopts_test -abX y
sleep 0 & wait $!; echo waited $?; sh -c 'exit 7'; echo $?; kill -0 $$ && echo alive
type cd; command -v echo; nosuchcommand; echo $?
umask 022; umask; : ${q:=1}; echo $q; test -f file && test ! -d file && echo file
echo "nested $(echo "inner $(echo 'deep')")" "${x:-"quoted $y"}"
set -e; false || true; if false; then :; fi; echo still; false; echo not reached
