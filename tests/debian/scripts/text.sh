# needs: grep sed awk find xargs sort diff
t 'sort -rn nums | head -3; sort -u nums | wc -l; sort -t, -k3,3nr -k2 csv | head -3; sort -c nums; join -t, <(sort csv) <(sort csv) | head -2; comm -12 <(sort text) <(sort other) | wc -l'
t 'grep -n -C1 field3 text | head -5; grep -c . text; grep -rn one d | sort; grep -o -b field6 text | head -2; grep nothing text; grep x nofile'
t 'sed -n "5,7p;/amet/{s/a/A/g;p;q}" text; sed -i.bak s/lorem/LOREM/ text; diff text text.bak | wc -l; sed -E "s/([0-9]+) (\w+)/\2 \1/;w out" text | tail -1; wc -l out; mv text.bak text'
t 'awk "{s[\$2]+=\$1} END {for(k in s) print k,s[k] | \"sort\"}" text; awk "BEGIN{while((getline l < \"nums\")>0)n++; print n; \"date -u -d @0\" | getline d; print d; system(\"echo sys\"); exit 3}"'
t 'find . -type f -name "[a-n]*" | sort; find d -printf "%p %y %s %m %l %n\n" | grep -v " d " | sort; find d -perm -4000 -o -links 2 -type f | sort; find d -exec echo {} + | wc -w'
t 'printf "a\0b c\0" | xargs -0 -I{} echo "[{}]"; seq 20 | xargs -P 2 -n 10 echo | wc -w; echo 1 | xargs false; seq 5 | xargs -n1 sh -c "exit 255"'
