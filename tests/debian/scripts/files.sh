# needs: ls cp stat dd split
t 'ls -lR --time-style=full-iso d | grep -v -e total -e ^d; ls -1F d; ls -i d | wc -l'
t 'cp -a d d2; diff -r d/e d2/e; stat -c "%A %a %h %s %F %y %U" d2/one d2/link d2/fifo d2/e/f/three; cp -n text other'
t 'mv -v d2 d4; mv nothing x; ln -sv text tl; ln -f text tl2; readlink -f tl; realpath --relative-to=. d/../d/link; readlink -e d/dangling'
t 'rm -r d4; rm nothing; rm d; rm -d d; rmdir d; mkdir -p a/b/c; rmdir -p a/b/c; mkdir d'
t 'touch new; touch -t 202001010101 new; touch -r text new2; stat -c %Y new new2; truncate -s 1M big; truncate -s -10 big; wc -c big'
t 'chmod u+x,g-r text; stat -c %a text; chmod 999 text; install -m 751 text inst; stat -c %a inst; link text hl; stat -c %h hl; mkfifo ff; test -p ff'
t 'timeout 0.1 sleep 5; timeout -s KILL 0.1 sleep 5; timeout 5 true; env -i A=1 env; printenv HOME | wc -l; nohup true; tee a1 < nums | wc -l; sync text'
t 'stat -c "%h %b %s" /usr/share/doc/bash /bin/bash | wc -w; find /usr/share/doc/bash -type f | sort | head -3'
