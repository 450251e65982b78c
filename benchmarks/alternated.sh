# Sourced by benchmarks that run programs in turn: $results collects "WHAT/PROGRAM wall cpu" lines.

# measure WHAT/PROGRAM COMMAND...: runs it once, quietly, and notes wall and CPU seconds of it and its children.
measure() {
  local name=$1
  shift
  sync
  local TIMEFORMAT='%R %U %S' spent
  spent=$({ time "$@" >/dev/null 2>&1; } 2>&1) || {
    echo "$name failed" >&2
    exit 1
  }
  echo "$name $spent" | awk '{print $1, $2, $3 + $4}' >>"$results"
}

# report PROGRAM: medians, and ratios to that program.
report() {
  awk -v base="$1" '
    { wall[$1] = wall[$1] " " $2; cpu[$1] = cpu[$1] " " $3; if (!($1 in seen)) { seen[$1] = 1; order[++count] = $1 } }
    function median(list,   parts, n, i, j, t) {
      n = split(list, parts, " ")
      for (i = 1; i <= n; i++) for (j = i + 1; j <= n; j++) if (parts[j] + 0 < parts[i] + 0) { t = parts[i]; parts[i] = parts[j]; parts[j] = t }
      return parts[int((n + 1) / 2)]
    }
    END {
      printf "%-24s %8s %8s   wall and CPU / %s\n", "what", "wall s", "CPU s", base
      for (i = 1; i <= count; i++) {
        name = order[i]; split(name, part, "/"); other = part[1] "/" base
        w = median(wall[name]); c = median(cpu[name]); bw = median(wall[other]); bc = median(cpu[other])
        printf "%-24s %8.2f %8.2f %8.2f %8.2f\n", name, w, c, (bw > 0 ? w / bw : 0), (bc > 0 ? c / bc : 0)
      }
    }' "$results"
}
