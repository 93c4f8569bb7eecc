# needs: gzip bzip2 xz sha256sum seq
seq 1 1380000 | head -c 10000000 > big
t 'sha256sum big'
t 'gzip -1nc big > z; sha256sum z; gunzip -c z | cmp - big'
t 'bzip2 -1c big > z; sha256sum z; bunzip2 -c z | cmp - big'
t 'xz -0c big > z; sha256sum z; xz -dc z | cmp - big'
