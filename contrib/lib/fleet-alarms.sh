# shellcheck shell=bash
# The alarms of a fleet, as its Alertmanager has them. Sourced, not run.

# show_alarms URL: how many stand at which site, and which at how many sites.
show_alarms() {
    local alerts
    alerts=$(curl -sSf --max-time 20 "$1/api/v2/alerts") || die "no Alertmanager answers at $1; does the fleet run?"
    jq -r '
        # Rules say info, warning and critical; agents information, error and critical.
        def rank: {critical: 0, error: 1, warning: 1}[.labels.severity] // 2;
        def site: .labels.site // "(not told)";
        def counts: [length] + [range(3) as $rank | map(select(rank == $rank)) | length] | map(tostring);
        def row: join("\t");
        (["site", "alarms", "critical", "error+warning", "other"] | row),
        (group_by(site)[] | [.[0] | site] + counts | row),
        (["all"] + counts | row),
        "",
        (["alarm", "sites", "alarms", "severity"] | row),
        (group_by([rank, .labels.alertname])[]
            | [.[0].labels.alertname, (map(site) | unique | length | tostring), (length | tostring),
               .[0].labels.severity] | row)
    ' <<<"$alerts" | awk -F '\t' 'NF == 0 { print; next }
        NF == 5 { printf "%-32s %8s %9s %14s %7s\n", $1, $2, $3, $4, $5 }
        NF == 4 { printf "%-40s %8s %7s  %s\n", $1, $2, $3, $4 }'
}
