# Begins every script: some files to work on, and a way to run commands and tell how they ended.
umask 022
export LC_ALL=C TZ=UTC TERM=dumb
awk 'BEGIN {
  split("lorem ipsum dolor sit amet", word, " ")
  for (i = 0; i < 60; i++) {
    pad = substr("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", 1, i % 30)
    printf "%d %s\tfield%d %s\n", (i * 7919) % 1000, word[i % 5 + 1], i % 7, pad > "text"
    print (i * 7919) % 1000 > "nums"
    printf "%d,%s,%g\n", i, word[i % 5 + 1], i * 1.5 > "csv"
  }
}'
sed s/dolor/DOLOR/ text > other
mkdir -p d/e/f d/g
echo one > d/one; echo two > d/e/two; echo three > d/e/f/three
ln -s one d/link; ln -s nowhere d/dangling; ln d/one d/hard; mkfifo d/fifo
chmod 640 d/e/two; chmod 4755 d/e/f/three
find . -exec touch -h -d '2021-05-06 07:08:09' {} +
t() { echo "== $1"; eval "$1" < /dev/null; echo "-- $?"; }
