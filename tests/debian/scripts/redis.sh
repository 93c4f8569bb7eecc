# needs: redis-check-rdb redis-cli redis-benchmark
# packages: redis-tools libatomic1 liblzf1 libjemalloc2
# The server is the same program as redis-check-rdb, by its other name.
ln -s "$(command -v redis-check-rdb)" redis-server
./redis-server --port 0 --unixsocket "$PWD/s" --dir "$PWD" --logfile log --save "" &
until test -S s; do sleep 0.05; done
t 'printf "set a 1\nget a\nincrby a 41\nlpush l x y z\nlrange l 0 -1\nmulti\nappend a !\nget a\nexec\nbgsave\n" | redis-cli -s s'
t 'until test -f dump.rdb; do sleep 0.05; done; redis-check-rdb dump.rdb | grep -c "RDB looks OK"'
t 'redis-benchmark -s s -n 200 -c 5 -P 4 -t set,get --csv | cut -d, -f1'
t 'echo info memory | redis-cli -s s | grep -c -E "^used_memory:[0-9]+.$"; redis-cli -s s shutdown nosave; wait; tail -1 log | cut -d" " -f6-'
