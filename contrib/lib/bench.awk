# Prints the results of benchmarks as a table; exits with 1 when one is not what is wanted.

function short(value) {
    if (value == "-" || value == "") return "-"
    if (value >= 1000000) return sprintf("%.2f M", value / 1000000)
    if (value >= 10000) return sprintf("%.0f k", value / 1000)
    if (value >= 100) return sprintf("%.0f", value)
    return sprintf("%.3g", value)
}

BEGIN {
    form = "%-46s %12s %-14s %-18s %12s %8s %8s  %s\n"
    printf form, "what", "ours", "unit", "peer", "peer's", "ratio", "wanted", ""
}

$1 == "SKIP" { printf form, $2, "-", "", "", "-", "-", "-", "skipped: " $3 }

$1 == "RESULT" {
    ratio = ($6 == "-" || $6 + 0 == 0) ? "-" : $4 / $6
    verdict = ""
    if ($7 != "-" && $7 != "") {
        limit = substr($7, 3)
        measured = $4
        if (limit ~ /x$/) {
            sub(/x$/, "", limit)
            measured = ratio
        }
        reached = measured != "-" && (substr($7, 1, 2) == ">=" ? measured + 0 >= limit + 0 : measured + 0 <= limit + 0)
        verdict = reached ? "reached" : "MISSED"
        if (!reached) missed = 1
    }
    printf form, $2, short($4), $3, $5, short($6), ratio == "-" ? "-" : sprintf("%.2fx", ratio), $7, verdict
}

END { exit missed }
