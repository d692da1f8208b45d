import History
import IPDECTCore
import Journal
import NetworkValues
import Snapshot

/// The page: one file that opens without a network, with its style and its pictures inside.
struct HTMLReport {
    let page: HTMLPage
    let sources: ReportSources
    let request: ReportRequest

    private var matter: ReportMatter { page.matter }

    /// Writes all of it. `progress` hears which share is done.
    func write(_ progress: (Double) -> Void) async throws(ReportError) {
        try head()
        let parts = ReportSection.allCases
        for (number, part) in parts.enumerated() {
            if Task.isCancelled { throw ReportError(.cancelled, "the report was cancelled") }
            try page.begin(part)
            try await write(part)
            try page.end()
            progress(Double(number + 1) / Double(parts.count))
        }
        try page.markup("</main>\n<footer><p class=\"soft\">ipdect-agent ")
        try page.words(matter.snapshot.agent.version)
        try page.markup("</p></footer>\n</body>\n</html>\n")
    }

    private func write(_ part: ReportSection) async throws(ReportError) {
        switch part {
        case .findings: try HTMLFindings(page: page).write()
        case .overview: try HTMLOverview(page: page).write()
        case .devices: try HTMLDevices(page: page).write()
        case .alarms:
            try page.table(
                FaultTables.alarms(matter),
                showing: [
                    "firstRaised", "code", "seriousness", "device", "address", "source", "text", "count",
                    "acknowledged",
                ])
        case .events:
            try page.table(
                FaultTables.events(matter),
                showing: ["time", "type", "code", "severity", "device", "address", "source", "text"], limit: 300)
            try page.table(FaultTables.occurrences(matter), limit: 100, isEmptyShown: false)
        case .performance: try HTMLPerformance(page: page, history: sources.history).write()
        case .sync: try HTMLSync(page: page).write()
        case .traffic: try HTMLTraffic(page: page).write()
        case .logs:
            try page.table(ForwardingTables.logServers(matter))
            try page.table(ForwardingTables.logListeners(matter), isEmptyShown: false)
            try page.table(ForwardingTables.logSources(matter), limit: 100, isEmptyShown: false)
            try page.table(ForwardingTables.cursors(matter), isEmptyShown: false)
        case .alarmServers:
            try page.table(ForwardingTables.alarmServers(matter))
            try page.table(ForwardingTables.remoteWrite(matter))
        case .snmp:
            try page.table(SNMPTables.agent(matter))
            try page.table(SNMPTables.engine(matter), isEmptyShown: false)
            try page.table(SNMPTables.targets(matter))
        case .lan:
            for table in [LANTables.ports(matter), LANTables.neighbours(matter)] { try page.table(table) }
            for table in [LANTables.authentication(matter), LANTables.leases(matter), LANTables.counters(matter)] {
                try page.table(table, isEmptyShown: false)
            }
            try page.table(HostTables.interfaces(matter))
        case .certificates:
            try page.table(
                CertificateTables.all(matter),
                showing: ["use", "subject", "issuer", "notBefore", "notAfter", "daysLeft", "names", "key", "signature"])
            try page.table(CertificateTables.rejected(matter), isEmptyShown: false)
        case .capture:
            try page.table(ForwardingTables.webdav(matter))
            try page.table(ForwardingTables.captures(matter), isEmptyShown: false)
        case .settings: try settings()
        case .versions: try page.table(DeviceTables.versions(matter))
        case .log: try await HTMLLog(page: page, journal: sources.journal).write()
        case .about: try about()
        }
    }

    private func head() throws(ReportError) {
        let title = "Service report of \(matter.site.configuration?.name ?? "an IP-DECT system")"
        try page.markup(
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>
            """)
        try page.words(shown(title))
        try page.markup("</title>\n<style>\n\(HTMLStyle.text)\n</style>\n</head>\n<body>\n")
        try page.markup("<a class=\"skip\" href=\"#findings\">To the findings</a>\n<header>\n<h1>")
        try page.words(shown(title))
        try page.markup("</h1>\n<p class=\"soft\">As of ")
        try page.words("\(HTMLPage.shown(matter.time)). All times are UTC. \(request.redaction.summary)")
        try page.markup("</p>\n")
        if matter.isSimulated {
            try page.markup("<p class=\"simulated\">")
            try page.words(
                "Simulated: the telephone system in this report is not real. The host, its LAN and its pings are.")
            try page.markup("</p>\n")
        }
        try page.markup("</header>\n<nav aria-label=\"Contents\">\n<h2>Contents</h2>\n<ul>\n")
        for part in ReportSection.allCases {
            try page.markup("<li><a href=\"#\(part.rawValue)\">")
            try page.words(part.title)
            try page.markup("</a></li>\n")
        }
        try page.markup("</ul>\n</nav>\n<main>\n")
    }

    private func shown(_ title: String) -> String { page.redactor.shown(title, .text) }

    private func settings() throws(ReportError) {
        try page.paragraph("As they are in force; secrets are masked.", kind: "soft")
        try page.markup("<pre>")
        try page.words(page.redactor.shownSettings(matter.settings))
        try page.markup("</pre>\n")
    }

    private func about() throws(ReportError) {
        try page.paragraph(request.redaction.summary)
        let counts = page.redactor.counts
        if !counts.isEmpty {
            let text = counts.map { "\($0.count) × \($0.kind.rawValue)" }.joined(separator: ", ")
            try page.paragraph("Stand-ins in this page: \(text). The archive beside it has the same ones.")
        }
        try page.paragraph(
            "The archive beside this page has every table as CSV and JSON, the journal of the last day as JSON lines, and "
                + "MANIFEST.json with the sizes and digests of its files.")
    }
}
