alias greet='echo hello' again='greet again' list='printf %s\\n'
greet world; again
alias greet; alias nothing 2>/dev/null; echo $?
command -v greet; type greet
list a b | while read x; do echo "<$x>"; done
alias echo='echo +' loop='loop2 x' loop2='loop'
echo once
unalias echo
loop 2>/dev/null; echo $?
alias sudo='env ' say='echo said'
sudo say it
alias each='for i in'
each 1 2 3; do echo $i; done
alias q='echo "quoted  words" '"'single'"
q; \q 2>/dev/null || echo not an alias; 'q' 2>/dev/null || echo nor this
X=1 q
echo $(q) "$(greet inside)" `greet back`
f() { greet "in $1"; }; f function
alias empty=
empty echo nothing before
empty
if greet then; then again | cat; fi
(greet sub); { greet group; }; ! greet not; echo $?
greet one && greet two || greet three
case x in x) greet case;; esac
eval 'greet eval'
cat <<END
greet $(greet here)
END
alias greet='echo changed'; greet now
greet later
unalias greet; greet 2>/dev/null; echo $?
unalias nothing 2>/dev/null; echo $?
unalias -a; alias; again 2>/dev/null; echo $?
