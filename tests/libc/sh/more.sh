a='x y'; set -- "$a" z; echo "$@" $*; for i; do echo "[$i]"; done
outer() { inner() { echo "inner $1"; }; inner "$1"; }; outer arg; inner again
fact() { if [ $1 -le 1 ]; then echo 1; else echo $(( $1 * $(fact $(($1 - 1))) )); fi; }; fact 10
for i in 1 2 3; do for j in a b c; do [ $j = b ] && continue 2; echo $i$j; done; done
while :; do while :; do break 2; done; done; echo out
x=$(printf 'a\n\n\n'); echo "[$x]"; echo $(echo 'a   b'); echo "$(echo 'a   b')"
echo "a\\b" 'a\b' a\\b "\$x" "\"q\"" '"' "'"; echo "back`echo \`echo deep\``"
v=1; v=2 sh -c 'echo $v'; echo $v; export v; sh -c 'echo $v'; unset v; echo "[${v-unset}]"
readonly r=1; (r=2) 2>/dev/null; echo $?; echo $r
f() { echo "$@"; }; f "$@" 'a b'; f $(echo 1 2) "$(echo 3 4)"
case abc in a?c) echo q;; esac; case '*' in '*') echo star;; esac; case a in (a) echo paren;; esac
if ! false; then echo negated; fi; { false; } || echo braces; (exit 3) || echo sub $?
printf '%s\n' "${a% *}" "${a#* }"; w='a*b'; echo "${w%\**}" "${w#*'*'}"
IFS=, ; l=1,2,3; for i in $l; do printf '<%s>' $i; done; echo; IFS=' 	
'
echo ~root "~" ~nosuchuser; HOME=/h; echo ~ ~/x a=~
exec 4<&0; echo dup | cat <&0; exec 4<&-
i=0; until [ $i -eq 3 ]; do i=$((i + 1)); done; echo $i; echo $((i == 3)) $((i != 3)) $((-i)) $((i % 2)) $((1 << 40))
trap 'echo usr1' USR1; kill -USR1 $$; trap - USR1; trap 'echo end $?' EXIT
set -- -a -- b; while [ $# -gt 0 ]; do echo "$1"; shift; done
echo one; echo two # comment
echo a;echo b&&echo c||echo d
cat <<A; cat <<B
first $((1+1))
A
second ${a}
B
set -u; (echo $undefined) 2>/dev/null; echo $?; set +u
set -f; echo *; set +f; set -x; : traced 2>/dev/null; { set +x; } 2>/dev/null
. ./nosuch 2>/dev/null || echo not reached
