# needs: nginx curl
# packages: nginx
mkdir logs html
echo "<p>hello</p>" > html/index.html
seq 30000 > html/big
cat > conf <<X
worker_processes 2; error_log logs/error.log notice; pid pid; user root;
events { worker_connections 64; }
http {
  access_log logs/access; sendfile on; gzip on; gzip_types *;
  client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4; scgi_temp_path t5;
  server { listen unix:$PWD/s; listen 8765; root html; location /p { proxy_pass http://127.0.0.1:8765/big; } }
}
X
# It complains about the log that it was built with, before it has read where the log is.
nginx -p "$PWD" -c conf 2>&1 | grep -v alert
t 'curl -s --unix-socket s http://x/ http://x/big | md5sum; curl -sI --unix-socket s http://x/none | head -1'
t 'curl -s --compressed http://127.0.0.1:8765/p | md5sum'
t 'nginx -p "$PWD" -c conf -s reload 2> err; until test "$(grep -c "start worker process " logs/error.log)" = 4; do sleep 0.05; done; curl -s http://127.0.0.1:8765/'
t 'nginx -p "$PWD" -c conf -s quit 2> err; while test -f pid; do sleep 0.05; done; cut -d\" -f2,3 logs/access | sort'
t 'sed -n "s/.*\[\(notice\|error\|alert\)\] [0-9#]*: //; s/worker process .*exited/worker exited/; /worker exited\|alert/p" logs/error.log'
