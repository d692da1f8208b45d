import AlarmForwarding
import Exposition
import Journal
import LogForwarding
import LogRelay
import NetworkValues
import PacketCapture

/// The tables of what leaves and enters the agent: logs, alarms, metrics, captures.
enum ForwardingTables {
    static func logServers(_ matter: ReportMatter) -> ReportTable {
        ReportTable(
            "log-servers", "Log servers",
            [
                ReportColumn("index", "Number"), ReportColumn("name", "Name", .name),
                ReportColumn("transport", "Transport"), ReportColumn("address", "Server", .url),
                ReportColumn("state", "State"), ReportColumn("onBackup", "On its backup"),
                ReportColumn("sent", "Sent"), ReportColumn("acknowledged", "Acknowledged"),
                ReportColumn("waiting", "Waiting"), ReportColumn("lost", "Lost"), ReportColumn("setAside", "Set aside"),
                ReportColumn("repeated", "Repeated"), ReportColumn("truncated", "Cut"),
                ReportColumn("failures", "Failures"), ReportColumn("lastError", "Last error", .text),
                ReportColumn("lastErrorAt", "At"), ReportColumn("lastAcknowledged", "Last acknowledged"),
                ReportColumn("allowsUntrusted", "Certificate unchecked"),
            ], of: matter.logServers
        ) { server in
            [
                .init(server.index), .init(server.name), .init(server.transport.rawValue), .init(server.address),
                .init(server.state.rawValue), .flag(server.isOnBackup), .init(server.sent), .init(server.settled),
                .init(server.waiting), .init(server.lost), .init(server.setAside), .init(server.repeated),
                .init(server.cut), .init(server.failures), .init(server.lastError), .init(server.lastErrorAt),
                .init(server.lastSettledAt), .flag(server.allowsUntrusted),
            ]
        }
    }

    static func logSources(_ matter: ReportMatter) -> ReportTable {
        ReportTable(
            "log-sources", "Logs received",
            [
                ReportColumn("address", "From", .address), ReportColumn("received", "Lines"),
                ReportColumn("octets", "Octets"), ReportColumn("truncated", "Cut"),
                ReportColumn("overRate", "Over the rate"), ReportColumn("overload", "Overload"),
                ReportColumn("refused", "Refused"), ReportColumn("lastSeen", "Last"),
            ], of: matter.logRelay?.sources ?? []
        ) { source in
            [
                .init(source.address.map { "\($0)" } ?? "others"), .init(source.received), .init(source.receivedBytes),
                .init(source.cut), .init(source.overRate), .init(source.overload), .init(source.refused),
                .init(source.lastSeen),
            ]
        }
    }

    static func logListeners(_ matter: ReportMatter) -> ReportTable {
        ReportTable(
            "log-listeners", "Where logs are received",
            [
                ReportColumn("transport", "Transport"), ReportColumn("address", "Address", .address),
                ReportColumn("error", "Error", .text),
            ], of: matter.logRelay?.listeners ?? []
        ) { [.init($0.transport), .init($0.address), .init($0.error)] }
    }

    static func alarmServers(_ matter: ReportMatter) -> ReportTable {
        ReportTable(
            "alarm-servers", "Alarm servers",
            [
                ReportColumn("index", "Number"), ReportColumn("name", "Name", .name),
                ReportColumn("url", "Server", .url),
                ReportColumn("form", "Form"), ReportColumn("sent", "Sent"), ReportColumn("failures", "Failures"),
                ReportColumn("lost", "Lost"), ReportColumn("setAside", "Set aside"),
                ReportColumn("repeated", "Repeated"), ReportColumn("behind", "Records behind"),
                ReportColumn("lastError", "Last error", .text), ReportColumn("lastErrorAt", "At"),
                ReportColumn("lastSent", "Last sent"),
            ], of: matter.alarmServers
        ) { server in
            [
                .init(server.index), .init(server.name), .init(server.url), .init("\(server.form)"), .init(server.sent),
                .init(server.failures), .init(server.lost), .init(server.setAside), .init(server.repeated),
                .init(matter.behind(server)), .init(server.lastError), .init(server.lastErrorAt),
                .init(server.lastSent),
            ]
        }
    }

    static func remoteWrite(_ matter: ReportMatter) -> ReportTable {
        ReportTable(
            "remote-write", "Metrics sent by remote write",
            [
                ReportColumn("index", "Number"), ReportColumn("url", "Server", .url), ReportColumn("state", "State"),
                ReportColumn("sent", "Samples sent"), ReportColumn("dropped", "Samples dropped"),
                ReportColumn("retries", "Retries"), ReportColumn("position", "Sent up to"),
                ReportColumn("lastError", "Last error", .text), ReportColumn("lastErrorAt", "At"),
            ], of: matter.remoteWrite
        ) { server in
            [
                .init(server.index), .init(server.url), .init(server.state.rawValue), .init(server.sent),
                .init(server.dropped.values.reduce(0, +)), .init(server.retries), .init(server.position),
                .init(server.lastError), .init(server.lastErrorAt),
            ]
        }
    }

    static func cursors(_ matter: ReportMatter) -> ReportTable {
        ReportTable(
            "journal-cursors", "Readers of the journal",
            [
                ReportColumn("name", "Reader", .text), ReportColumn("position", "Read up to"),
                ReportColumn("behind", "Behind"), ReportColumn("lost", "Lost by retention"),
            ], of: matter.journal?.cursors ?? []
        ) { [.init($0.name), .init($0.position), .init($0.behind), .init($0.lost)] }
    }

    static func captures(_ matter: ReportMatter) -> ReportTable {
        ReportTable(
            "captures", "Captures that are read now",
            [
                ReportColumn("id", "Number"), ReportColumn("viewer", "Reader", .text),
                ReportColumn("interface", "Interface"), ReportColumn("filter", "Filter", .text),
                ReportColumn("since", "Since"), ReportColumn("end", "Ended", .text),
            ], of: matter.captures
        ) {
            [
                .init($0.id), .init($0.viewer), .init($0.interface), .init($0.filter), .time($0.since), .init($0.end),
            ]
        }
    }

    /// WebDAV PCAP as names and values.
    static func webdav(_ matter: ReportMatter) -> ReportTable {
        var rows: [(String, ReportCell)] = []
        if let status = matter.webdav {
            rows = [
                ("State", .init(status.state.rawValue)), ("Reason", .init(status.reason)),
                ("Interface", .init(status.interface)), ("Capture error", .init(status.captureError)),
                ("Last success", .init(status.lastSuccess)), ("Files sent", .init(status.uploadedFiles)),
                ("Octets sent", .init(status.uploadedOctets)), ("Files waiting", .init(status.spool.filesWaiting)),
                ("Octets on the disk", .init(status.spool.usedOctets)),
                ("Packets lost", .init(status.spool.dropped.packets)), ("Spool error", .init(status.spool.error)),
                ("Traces before crashes", .init(status.spool.crashFiles.count)),
            ]
        }
        return ReportTable(
            "webdav-pcap", "WebDAV PCAP", [ReportColumn("what", "What"), ReportColumn("value", "Value", .text)],
            of: rows
        ) { [.init($0.0), $0.1] }
    }
}

extension ReportMatter {
    /// Records of the journal that an alarm server has not yet passed.
    func behind(_ server: AlarmServerStatus) -> UInt64 {
        let last = journal?.lastNumber ?? server.position
        return last - min(last, server.position)
    }
}
