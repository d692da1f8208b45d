import History
import Journal
import NetworkValues
import Snapshot

/// The tables of the agent's own host.
enum HostTables {
    static func host(_ matter: ReportMatter) -> ReportTable {
        let (host, agent) = (matter.snapshot.host, matter.snapshot.agent)
        var rows: [(String, ReportCell)] = [
            ("Agent version", .init(agent.version)), ("Agent started", .time(agent.startedAt)),
            ("Inputs come from", .init(agent.feed)), ("Host booted", .init(host.bootedAt)),
            ("Processors", .init(host.processorCount)),
            ("Processors in use, percent", .init(Int((host.processorUtilization * 100).rounded()))),
            ("Memory, octets", .init(host.memory.totalBytes)), ("Memory in use, octets", .init(host.memory.usedBytes)),
            ("Memory of the agent, octets", .init(host.residentBytes)),
            ("Threads of the agent", .init(host.process.threads)), ("Open files", .init(host.process.openFiles)),
            ("Disk, octets", .init(host.disk.sizeBytes)), ("Disk free, octets", .init(host.disk.availableBytes)),
            ("State of the agent, octets", .init(host.disk.stateBytes)),
        ]
        if let journal = matter.journal {
            rows += [
                ("Journal: first record", .init(journal.firstNumber)),
                ("Journal: last record", .init(journal.lastNumber)),
                ("Journal: octets", .init(journal.fileBytes)),
                ("Journal: dropped for age", .init(journal.counters.droppedForAge)),
                ("Journal: dropped for size", .init(journal.counters.droppedForSize)),
                ("Journal: dropped for a full disk", .init(journal.counters.droppedForDiskFull)),
                ("Journal: refused", .init(journal.counters.refusedForDiskFull + journal.counters.refusedForOverload)),
            ]
        }
        if let history = matter.history {
            rows += [
                ("History: series", .init(history.series)), ("History: octets", .init(history.bytes)),
                ("History: series refused", .init(history.refusedSeries)),
                ("History: damaged files", .init(history.damagedFiles)),
            ]
        }
        return ReportTable(
            "host", "The agent and its host", [ReportColumn("what", "What"), ReportColumn("value", "Value")], of: rows
        ) { [.init($0.0), $0.1] }
    }

    static func interfaces(_ matter: ReportMatter) -> ReportTable {
        ReportTable(
            "interfaces", "Network interfaces",
            [
                ReportColumn("name", "Name"), ReportColumn("alias", "Alias", .name), ReportColumn("mac", "MAC", .mac),
                ReportColumn("up", "Up"), ReportColumn("speedBitsPerSecond", "Bit/s"), ReportColumn("mtu", "MTU"),
                ReportColumn("addresses", "Addresses", .address), ReportColumn("receivedOctets", "Octets received"),
                ReportColumn("sentOctets", "Octets sent"), ReportColumn("lastChange", "Changed"),
            ], of: matter.snapshot.host.interfaces
        ) { interface in
            [
                .init(interface.name), .init(interface.alias), .init(describing: interface.mac),
                .flag(interface.isOperationallyUp), .init(interface.speedBitsPerSecond), .init(interface.mtu),
                .init(interface.addresses.map { "\($0.address)/\($0.prefixLength)" }.joined(separator: " ")),
                .init(interface.counters.receivedOctets), .init(interface.counters.sentOctets),
                .init(interface.lastChange),
            ]
        }
    }

    static func probes(_ matter: ReportMatter) -> ReportTable {
        ReportTable(
            "pings", "Automatic pings",
            [
                ReportColumn("name", "Ping"), ReportColumn("target", "Destination", .host),
                ReportColumn("address", "Address", .address), ReportColumn("state", "State"),
                ReportColumn("sent", "Sent"), ReportColumn("received", "Answered"),
                ReportColumn("lastSeconds", "Last round trip s"), ReportColumn("reason", "Reason", .text),
            ], of: matter.snapshot.probes
        ) { probe in
            [
                .init(probe.name), .init(probe.target), .init(describing: probe.address), .init(probe.state.rawValue),
                .init(probe.sent), .init(probe.received), probe.lastRoundTripSeconds.map { .real($0) } ?? .none,
                .init(probe.reason),
            ]
        }
    }
}
