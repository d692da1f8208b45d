import IPDECTCore

/// The traffic: the Master's counters, the busiest radios, the calls going on.
struct HTMLTraffic {
    let page: HTMLPage

    /// Radios that are shown; the archive has all.
    static let busiestLimit = 30

    func write() throws(ReportError) {
        let matter = page.matter
        try page.table(TrafficTables.master(matter))
        let busiest = matter.site.radios.sorted { calls($0) > calls($1) }.prefix(Self.busiestLimit)
        var table = TrafficTables.radios(matter, Array(busiest))
        table.title = "The busiest radios"
        try page.table(table)
        try page.table(TrafficTables.calls(matter), limit: 100)
    }

    private func calls(_ radio: Radio) -> UInt64 { radio.traffic.callsIn + radio.traffic.callsOut }
}
