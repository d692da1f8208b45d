import History
import NetworkValues
import Performance
import Snapshot

/// The graphs of the last day and of the last week, as pictures within the page.
struct HTMLPerformance {
    let page: HTMLPage
    let history: History?

    func write() throws(ReportError) {
        try page.table(HostTables.probes(page.matter), isEmptyShown: false)
        guard let history else { return try page.paragraph("Nothing was measured.", kind: "none") }
        let windows = ReportGraphs(history, at: page.matter.time)
        try page.heading("The last 24 hours")
        let day = try graphs(windows.names) { name throws(ReportError) in try windows.day(name) }
        if day == 0 { try page.paragraph("Nothing was measured.", kind: "none") }
        try page.heading("The last 7 days")
        let week = try graphs(windows.names.filter(ReportGraphs.ofWeek.contains)) { name throws(ReportError) in
            try windows.week(name)
        }
        if week == 0 { try page.paragraph("Nothing was measured.", kind: "none") }
    }

    private func graphs(
        _ names: [String], _ graph: (String) throws(ReportError) -> Graph?
    ) throws(ReportError) -> Int {
        var count = 0
        for name in names {
            // An interface that nothing went through is no news.
            guard let graph = try graph(name), graph.unit != .bytesPerSecond || (graph.largest ?? 0) > 0 else {
                continue
            }
            count += 1
            try page.markup("<figure>")
            let picture = SVGGraph(width: 860, height: 200).figures(graph)
            let failure: ReportError? = picture.read { octets in
                do throws(ReportError) {
                    try page.out.write(octets)
                    return nil
                } catch {
                    return error
                }
            }
            if let failure { throw failure }
            try page.markup("</figure>\n")
        }
        return count
    }
}
