# needs: git make
export GIT_AUTHOR_DATE=@1600000000 GIT_COMMITTER_DATE=@1600000000 GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b
export GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b GIT_CONFIG_NOSYSTEM=1
t 'git init -q -b main r && cd r && cp ../text . && git add . && git commit -m first; echo more >> text; git diff; git commit -qam second; git log --oneline --stat; git status -s; git rev-parse HEAD; cd ..'
t 'printf "all: a b\na: text\n\tcp text a\nb: a\n\twc -l a > b; cat b\nbad:\n\tfalse\n" > Makefile; make; make; sleep 0.02; touch a; make -n; make bad; make -j3 -B'
