# shellcheck shell=bash
# Does one after the other what it is told through the pipe "orders", and says through "answers" how many microseconds each took.
mkfifo orders answers
while read -r order; do
    begin=${EPOCHREALTIME/./}
    if eval "$order" </dev/null >/dev/null 2>&1; then
        echo $((${EPOCHREALTIME/./} - begin))
    else
        echo "it failed"
    fi
done <orders >answers
