# needs: tar gzip bzip2 xz
t 'tar cf a.tar text d; tar tf a.tar; mkdir x; tar xf a.tar -C x; find x -type f -printf "%p %m %s %TY %n\n" | sort; tar df a.tar; tar rf a.tar nums; tar --delete -f a.tar text; tar tf a.tar | tail -1; tar czf a.tgz text d; tar tzf a.tgz; tar xf nothere'
t 'for z in gzip bzip2 "xz -0"; do $z -kc text > z1; ${z% *} -dc z1 | cmp - text; done; gzip -c text | zcat | wc; gunzip -c text'
