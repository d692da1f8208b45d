import Faults
import IPDECTCore
import NetworkValues
import Snapshot

/// What the system is, in a few lines.
struct HTMLOverview {
    let page: HTMLPage

    private var matter: ReportMatter { page.matter }

    func write() throws(ReportError) {
        let (site, agent) = (matter.site, matter.snapshot.agent)
        try page.markup("<dl>\n")
        try line("System", site.configuration?.name ?? "not configured", .name)
        if let configuration = site.configuration {
            try line("System ID", "\(configuration.systemID)\(configuration.isSimulated ? ", simulated" : "")")
        }
        try line("Alarms", alarms)
        try line("Radios", radios)
        try line("Synchronization", synchronization)
        try line("Calls now", "\(site.calls.count)")
        try line("Users", "\(site.registeredUsers) of \(site.totalUsers) registered")
        if !agent.systemLocation.isEmpty { try line("Place", agent.systemLocation, .place) }
        if !agent.systemContact.isEmpty { try line("Contact", agent.systemContact, .user) }
        try line("Host", matter.snapshot.host.name, .host)
        try line("Agent", "\(agent.version), since \(HTMLPage.shown(agent.startedAt))")
        try page.markup("</dl>\n")
        try page.table(HostTables.host(matter))
    }

    private var alarms: String {
        let counts = Dictionary(grouping: matter.alarms) { matter.seriousness($0.key.code) }.mapValues(\.count)
        let words = Seriousness.allCases.reversed().compactMap { seriousness in
            counts[seriousness].map { "\($0) \(seriousness.badge)" }
        }
        return words.isEmpty ? "none" : words.joined(separator: ", ")
    }

    private var radios: String {
        let counts = Dictionary(grouping: matter.site.radios, by: \.registration).mapValues(\.count)
        let words = RadioRegistration.allCases.compactMap { state in counts[state].map { "\($0) \(state.word)" } }
        return words.isEmpty ? "none" : words.joined(separator: ", ")
    }

    private var synchronization: String {
        let radios = matter.site.radios.filter { $0.registration == .registered }
        return SyncColor.allCases.map { color in
            "\(radios.count { $0.sync.color == color }) \(color.meaning)"
        }.joined(separator: ", ")
    }

    private func line(_ name: String, _ value: String, _ field: ReportField = .plain) throws(ReportError) {
        try page.markup("<dt>")
        try page.words(name)
        try page.markup("</dt><dd>")
        try page.shown(value, field)
        try page.markup("</dd>\n")
    }
}
