import AlarmForwarding
import Exposition
import Faults
import LogForwarding
import NetworkValues
import PacketCapture
import SNMPAgent

/// What is wrong on the ways out of the agent.
enum ForwardingFindings {
    static func all(_ matter: ReportMatter) -> [Finding] {
        logServers(matter) + alarmServers(matter) + targets(matter) + remoteWrite(matter) + captures(matter)
    }

    private static func logServers(_ matter: ReportMatter) -> [Finding] {
        matter.logServers.compactMap { server in
            let isStuck = server.state == .failed || server.state == .stalled
            guard isStuck || server.lost > 0 || server.setAside > 0 else { return nil }
            var evidence = [
                Finding.Words("State: \(server.state.rawValue), \(server.waiting) records wait.", .plain)
            ]
            if server.lost > 0 { evidence.append(.init("\(server.lost) records are lost to it by retention.", .plain)) }
            if server.setAside > 0 { evidence.append(.init("\(server.setAside) records were set aside.", .plain)) }
            if !server.lastError.isEmpty { evidence.append(.init(server.lastError)) }
            return Finding(
                seriousness: isStuck || server.lost > 0 ? .error : .warning,
                title: isStuck ? "A log server gets no records" : "A log server did not get all records",
                subjects: [.init(server.address, .url)], evidence: evidence,
                remedy: "Look whether the server is there and takes what it is sent; see docs/log-forwarding.md.",
                since: server.lastErrorAt, section: .logs)
        }
    }

    private static func alarmServers(_ matter: ReportMatter) -> [Finding] {
        matter.alarmServers.compactMap { server in
            let behind = matter.behind(server)
            let isStuck = !server.lastError.isEmpty && behind > 0
            guard isStuck || server.lost > 0 else { return nil }
            return Finding(
                seriousness: .error, title: isStuck ? "An alarm server gets no alarms" : "An alarm server lost alarms",
                subjects: [.init(server.url, .url)],
                evidence: [
                    .init("\(behind) records wait, \(server.lost) are lost.", .plain), .init(server.lastError),
                ], remedy: "Look whether the server is there; see docs/alarm-forwarding.md.",
                since: server.lastErrorAt, section: .alarmServers)
        }
    }

    private static func targets(_ matter: ReportMatter) -> [Finding] {
        (matter.snmp?.targets ?? []).compactMap { target in
            guard target.state == .failing || target.dropped > 0 else { return nil }
            return Finding(
                seriousness: .error,
                title: target.state == .failing
                    ? "A receiver of notifications is not reached" : "Notifications were given up",
                subjects: [.init("\(target.host)", .host)],
                evidence: [
                    .init(
                        "\(target.failed) attempts failed, \(target.dropped) given up, \(target.pending) wait.", .plain),
                    .init(target.lastError),
                ], remedy: "Look at the receiver's address, its user and its firewall; see docs/snmp.md.",
                section: .snmp)
        }
    }

    private static func remoteWrite(_ matter: ReportMatter) -> [Finding] {
        matter.remoteWrite.compactMap { server in
            guard server.state == .failing || server.state == .refused else { return nil }
            return Finding(
                seriousness: .warning, title: "Metrics are not taken by a server", subjects: [.init(server.url, .url)],
                evidence: [.init(server.lastError)],
                remedy: "Look whether the server is there and takes remote write; see docs/metrics.md.",
                since: server.lastErrorAt, section: .alarmServers)
        }
    }

    private static func captures(_ matter: ReportMatter) -> [Finding] {
        guard let status = matter.webdav, status.state == .failed || !status.captureError.isEmpty else { return [] }
        return [
            Finding(
                seriousness: .warning, title: "Captures do not reach the WebDAV server",
                subjects: [.init(status.url, .url)], evidence: [.init(status.reason), .init(status.captureError)],
                remedy: "Look at the directory's URL, the user and the password; see docs/webdav.md.", section: .capture
            )
        ]
    }
}
