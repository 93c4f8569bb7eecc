# needs: sqlite3 lua5.4 perl strace
t 'sqlite3 db "create table t(a,b); insert into t values(1,2),(3,4); select sum(a*b) from t; pragma integrity_check;"; sqlite3 db "pragma journal_mode=wal; insert into t select a+10,b from t; select count(*) from t;"; sqlite3 db "bad sql"'
t 'lua5.4 -e "print(math.pi, string.format(\"%5.2f\", 2/3)); local n=0 for l in io.lines(\"csv\") do n=n+1 end print(n); print(io.popen(\"echo hi\"):read(\"a\")); print(pcall(error,\"x\")); os.exit(7)"'
t 'perl -e "\$p=fork; if(!\$p){exit 3} waitpid \$p,0; print \$?>>8, qq(\n); \$SIG{ALRM}=sub{print qq(alarm\n)}; alarm 1; sleep 3; pipe R,W; print W 1; close W; print <R>, qq(\n); print -s q(text), qq(\n); die q(dead)"; perl -pi -e s/ipsum/IPSUM/ text; grep -c IPSUM text'
t 'strace -e trace=openat,read -o tr cat d/one; grep -c ELF tr; grep d/one tr; strace -f -e trace=exit_group -o tf dash -c "/bin/true; (exit 3)"; sed "s/^[0-9]* *//; /SIGCHLD/d" tf | sort | uniq -c'
