# needs: bash
set -m; sleep 60 & jobs; kill %1; wait; set +m
t 'cat <<X
here $((1+2)) $(echo sub)
X
cat <<< "string"; diff <(sort nums) <(sort -n nums) | head -3; echo x > >(cat); wait $!'
t 'trap "echo usr1" USR1; kill -USR1 $$; trap - USR1; trap "echo err" ERR; false; trap - ERR; (trap "echo exit" EXIT; exit 3)'
t 'read -t 0.1 x; echo $?; read -t 0.1 y <> d/fifo; echo $?; (sleep .1; echo late) | (read -t 60 z; echo $? $z); read -n 2 q <<< abcdef; echo $q; mapfile -t m < nums; echo ${#m[@]}'
t 'sleep 10 & p=$!; kill $p; wait $p; echo $?; (exit 5) & wait $!; echo $?; sleep 2 & wait -n; echo $?'
t 'coproc cat; echo hi >&${COPROC[1]}; read -u ${COPROC[0]} l; echo $l; eval "exec ${COPROC[1]}>&-"; wait'
t 'set -o pipefail; false | true; echo $? ${PIPESTATUS[@]}; set +o pipefail; exec 5>five; echo to5 >&5; exec 5>&-; cat five; { echo a; echo b >&2; } 2>&1 | sort'
t '(ulimit -n 20; ulimit -n); (ulimit -f 1; dd if=/dev/zero of=lim bs=1k count=10 2>/dev/null);'
t '(kill -SEGV $BASHPID) 2>/dev/null; echo $?; (kill -PIPE $BASHPID); echo $?; (kill -STOP $BASHPID) & until grep -q "^State:.T" /proc/$!/status; do sleep .05; done; kill -CONT $!; wait $!; echo $?'
t 'yes | head -1; echo ${PIPESTATUS[@]}; seq 20000 | tail -1; cat /dev/zero | head -c 100000 | wc -c'
t 'nosuchcmd; ./text; ./d; (exec /nothere); printf "#!/bin/sh\necho script \$0 \$@\n" > s1; chmod +x s1; ./s1 a b; printf "#!/nothere\n" > s3; chmod +x s3; ./s3; printf "echo plain\n" > s4; chmod +x s4; ./s4' 2>&1
exit 9
