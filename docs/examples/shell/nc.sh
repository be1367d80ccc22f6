#!/bin/sh
# nc.sh SOCKET URL FOLDER: has a running daemon download URL and unzip it into FOLDER.
# (No quotes and no backslashes in the three, please: what is sent is JSON, and this is sh.)
set -eu
pipes=$(mktemp -d)
mkfifo "$pipes/calls" "$pipes/answers"

# -N: when its input ends, so does the connection. (OpenBSD's nc; another may do so by itself.)
nc -N -U "$1" <"$pipes/calls" >"$pipes/answers" &

# Its input ends when this script closes 3, however this script ends: after the answer, and no sooner.
exec 3>"$pipes/calls" 4<"$pipes/answers"
trap 'exec 3>&-; cat <&4 >/dev/null; rm -r "$pipes"' EXIT
trap 'exit 1' HUP INT TERM
trap '' PIPE

# call ID METHOD PARAMS: sends a call, and prints its answer. Progress goes to standard error.
call() {
  printf '{"jsonrpc": "2.0", "id": %d, "method": "%s", "params": %s}\n' "$1" "$2" "$3" >&3
  while IFS= read -r line <&4; do
    case $line in
      *'"id":'"$1,"*'"error":'*) printf '%s\n' "$line"; return 1 ;;
      *'"id":'"$1,"*) printf '%s\n' "$line"; return ;;
      *) printf '%s\n' "$line" | sed -n 's/.*"state":"\([a-z]*\)".*/\1/p' >&2 ;;
    esac
  done
  echo 'the connection was lost' >&2
  return 1
}

# Bound to this connection: when this script is killed, its download ends.
begun=$(call 1 begin_session '{"scope": "script"}') || { printf '%s\n' "$begun" >&2; exit 1; }
session=$(printf '%s\n' "$begun" | sed 's/.*"sessionId":\([0-9]*\).*/\1/')
call 2 download_and_unzip "{\"fileName\": \"mod.zip\", \"downloadUrl\": \"$2\", \"savePath\": \"$3\", \"sessionId\": $session}"
