import AlarmForwarding
import Faults
import IPDECTCore
import LogForwarding
import NetworkValues
import Snapshot
import TLSKit

/// Puts an overview together out of one snapshot.
struct OverviewBuilder {
    /// Days before the end of a certificate from which it is shown, and from which it is a warning.
    static let expiryDays: (shown: Int64, warned: Int64) = (60, 30)
    static let worstLimit = 5

    let snapshot: Snapshot
    let snmp: SNMPStatusView
    let sources: OverviewSources

    private var site: SiteSnapshot { snapshot.site }

    func overview() -> OverviewView {
        let (alarms, radios) = (alarms(), radios())
        let (forwarding, certificates) = (forwarding(), certificates())
        let findings = snapshot.findings.map { FindingView($0) }
        let reasons = reasons(alarms, radios, forwarding, certificates)
        return OverviewView(
            health: reasons.first?.seriousness ?? "ok", reasons: reasons, system: site.configuration?.name ?? "",
            systemID: site.configuration.map { Int($0.systemID.rawValue) },
            isSimulated: site.configuration?.isSimulated ?? false, version: snapshot.agent.version,
            host: snapshot.host.name, time: "\(snapshot.time)", startedAt: "\(snapshot.agent.startedAt)",
            uptimeSeconds: max(0, snapshot.time.milliseconds(since: snapshot.agent.startedAt) / 1000), alarms: alarms,
            radios: radios, calls: site.calls.count, handovers: site.calls.count { $0.handoverTo != nil },
            usersRegistered: Int(site.registeredUsers), users: Int(site.totalUsers), traffic: TrafficView(site.traffic),
            regions: site.regions.map { RegionView($0, in: site) }, masters: site.masters.map { MasterView($0) },
            forwarding: forwarding, lan: lan(), certificates: certificates, findings: findings)
    }

    private func alarms() -> OverviewView.Alarms {
        let severities = snapshot.severities
        let all = snapshot.alarms.alarms
        let serious = all.map { (seriousness: severities.seriousness(of: $0.key.code), alarm: $0) }
        var counts: [String: Int] = [:]
        for (seriousness, _) in serious { counts["\(seriousness)", default: 0] += 1 }
        let worst = serious.filter { $0.seriousness != .disabled }.sorted { left, right in
            let (a, b) = (left.alarm, right.alarm)
            if a.acknowledged != b.acknowledged { return !a.acknowledged }
            return (left.seriousness, a.lastRaised, a.number) > (right.seriousness, b.lastRaised, b.number)
        }
        return OverviewView.Alarms(
            count: all.count, unacknowledged: all.count { !$0.acknowledged }, bySeriousness: counts,
            worst: worst.prefix(Self.worstLimit).map { AlarmView($0.alarm, severities: severities) })
    }

    private func radios() -> OverviewView.Radios {
        var counts = OverviewView.Radios(
            count: site.radios.count, registered: 0, lost: 0, uninitialized: 0, green: 0, yellow: 0, red: 0, grey: 0,
            full: 0)
        for radio in site.radios {
            switch radio.registration {
            case .registered: counts.registered += 1
            case .staticLost: counts.lost += 1
            case .uninitialized:
                counts.uninitialized += 1
                continue
            }
            switch radio.sync.color {
            case .green: counts.green += 1
            case .yellow: counts.yellow += 1
            case .red: counts.red += 1
            case .grey: counts.grey += 1
            }
            if radio.callLimit > 0, radio.callCount >= radio.callLimit { counts.full += 1 }
        }
        return counts
    }

    private func forwarding() -> [OverviewView.Receiver] {
        snmp.targets.map { target in
            OverviewView.Receiver(
                kind: "snmp", name: target.name, address: target.address, isWell: target.lastError.isEmpty,
                waiting: target.waiting, lastError: target.lastError)
        }
            + sources.logServers().map { server in
                OverviewView.Receiver(
                    kind: "log", name: server.name.isEmpty ? "log server \(server.index)" : server.name,
                    address: server.address, isWell: server.lastError.isEmpty, waiting: server.waiting,
                    lastError: server.lastError)
            }
            + sources.alarmServers().map { server in
                let isWell = server.lastErrorAt.map { error in server.lastSent.map { $0 > error } ?? false } ?? true
                return OverviewView.Receiver(
                    kind: "alarm", name: server.name.isEmpty ? "alarm server \(server.index)" : server.name,
                    address: server.url, isWell: isWell, waiting: nil, lastError: isWell ? "" : server.lastError)
            }
    }

    private func lan() -> [OverviewView.Port] {
        snapshot.lan.ports.map { port in
            OverviewView.Port(
                name: port.name, port: port.port.map { "\($0)" }, hasLink: port.hasLink,
                megabits: port.network?.megabits, neighbours: port.lldp.neighbours.count, problem: port.problem)
        }
    }

    private func certificates() -> [OverviewView.Expiry] {
        let (device, trusted) = sources.certificates()
        let all = device.map { ("device", $0) } + trusted.map { ("trusted", $0) }
        return all.map { kind, certificate in
            let milliseconds = certificate.notAfter.milliseconds(since: snapshot.time)
            let days = (Double(milliseconds) / 86_400_000).rounded(.down)
            return OverviewView.Expiry(
                kind: kind, subject: certificate.subject, notAfter: "\(certificate.notAfter)", days: Int64(days))
        }
        .filter { $0.days < Self.expiryDays.shown }.sorted { $0.days < $1.days }
    }
}

// MARK: Health

extension OverviewBuilder {
    private typealias Reason = OverviewView.Reason

    private func reasons(
        _ alarms: OverviewView.Alarms, _ radios: OverviewView.Radios, _ forwarding: [OverviewView.Receiver],
        _ certificates: [OverviewView.Expiry]
    ) -> [OverviewView.Reason] {
        var reasons: [(Seriousness, String, String)] = []
        for seriousness in [Seriousness.critical, .error, .warning] {
            let count = alarms.bySeriousness["\(seriousness)"] ?? 0
            guard count > 0 else { continue }
            let name = seriousness == .warning ? "warning" : "\(seriousness) alarm"
            reasons.append((seriousness, "alarms", Self.text(count, name, "stands", "stand")))
        }
        if radios.lost > 0 {
            reasons.append((.error, "radios", Self.text(radios.lost, "radio", "is lost", "are lost")))
        }
        let red = site.radios.count { $0.registration == .registered && $0.sync.color == .red }
        if red > 0 {
            reasons.append((.error, "radios", Self.text(red, "radio", "is not synchronized", "are not synchronized")))
        }
        if radios.yellow > 0 {
            let text = Self.text(
                radios.yellow, "radio", "hears its sync source poorly", "hear their sync source poorly")
            reasons.append((.warning, "radios", text))
        }
        for master in site.masters where master.mode != .off && !master.isReachable {
            reasons.append((.error, "masters", "the \(Self.name(of: master.role)) \(master.mac) cannot be reached"))
        }
        for region in site.regions where region.referenceRegion != nil && !region.hasReferenceSync {
            reasons.append((.warning, "sync", "region \(region.region) does not hear its reference"))
        }
        for receiver in forwarding where !receiver.isWell {
            reasons.append((.warning, "forwarding", "\(receiver.name): \(receiver.lastError)"))
        }
        for certificate in certificates where certificate.days < Self.expiryDays.warned {
            let text =
                certificate.days < 0
                ? "has expired" : "expires in \(Self.text(Int(certificate.days), "day", "", ""))"
            let isWorse = certificate.days < 0 && certificate.kind == "device"
            let subject = "the \(certificate.kind) certificate \(certificate.subject)"
            reasons.append((isWorse ? .error : .warning, "certificates", "\(subject) \(text)"))
        }
        reasons += otherReasons()
        return reasons.enumerated()
            .sorted { ($1.element.0, $0.offset) < ($0.element.0, $1.offset) }
            .map { Reason(seriousness: "\($0.element.0)", subject: $0.element.1, text: $0.element.2) }
    }

    private func otherReasons() -> [(Seriousness, String, String)] {
        var reasons: [(Seriousness, String, String)] = []
        if !snapshot.lan.problem.isEmpty { reasons.append((.warning, "lan", snapshot.lan.problem)) }
        for port in snapshot.lan.ports where port.port != nil && !port.problem.isEmpty {
            reasons.append((.warning, "lan", "\(port.name): \(port.problem)"))
        }
        for finding in snapshot.findings {
            reasons.append((.warning, "capacity", "\(finding.subject): \(finding.evidence)"))
        }
        let webdav = sources.webdavProblem()
        if !webdav.isEmpty { reasons.append((.warning, "forwarding", "captures are not taken: \(webdav)")) }
        if snapshot.agent.journalFailures > 0 {
            let text = Self.text(
                Int(snapshot.agent.journalFailures), "record", "could not be written to the journal",
                "could not be written to the journal")
            reasons.append((.error, "agent", text))
        }
        return reasons
    }

    private static func text(_ count: Int, _ noun: String, _ one: String, _ many: String) -> String {
        let verb = count == 1 ? one : many
        return "\(count) \(noun)\(count == 1 ? "" : "s")" + (verb.isEmpty ? "" : " \(verb)")
    }

    private static func name(of role: MasterRole) -> String {
        switch role {
        case .master: "Master"
        case .pariMaster: "PARI Master"
        case .mobilityMaster: "Mobility Master"
        case .cryptoMaster: "Crypto Master"
        }
    }
}
