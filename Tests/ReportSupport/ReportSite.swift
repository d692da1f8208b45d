import Faults
public import IPDECTCore
import LinkProtocols
public import NetworkValues
public import Snapshot

/// A site to report of: simulated by the core's own rules, with names that an operator gave.
public struct ReportSite: Sendable {
    /// 2027-01-15 00:00 UTC, a Friday: a day begins.
    public static let start = Timestamp(seconds: 1_799_971_200)

    /// Everything that is.
    public var snapshot: Snapshot

    /// A site of so many radios after so many seconds of a scenario.
    public init(radios: Int = 24, scenario: Scenario = .alarmStorm, seconds: Int64 = 120, isNamed: Bool = true) {
        var site = SimulatedSite(SimulationPlan(radios: radios, scenario: scenario), startingAt: Self.start)
        var state = SiteState()
        var alarms = AlarmTable()
        var events = EventHistory()
        var occurrences: [FaultCode: FaultOccurrence] = [:]
        let end = Self.start.adding(seconds: seconds)
        func take(_ effects: [SiteEffect], at time: Timestamp) {
            for effect in effects {
                switch effect {
                case .raise(let code, let subject, let source, let text):
                    if case .raised(let alarm) = alarms.raise(code, on: subject, source: source, text: text, at: time) {
                        events.append(Self.record(alarm, .alarm, at: time))
                    }
                    occurrences[code, default: FaultOccurrence(count: 0, lastAt: time)].count += 1
                case .clear(let key):
                    if case .cleared(let alarm) = alarms.clear(key, at: time) {
                        events.append(Self.record(alarm, .alarmCleared, at: time))
                    }
                default: break
                }
            }
        }
        while site.nextTime <= end {
            let time = site.nextTime
            while let deadline = state.nextDeadline, deadline <= time {
                take(state.apply(.tick, at: deadline), at: deadline)
            }
            for input in site.advance(to: time) { take(state.apply(input, at: time), at: time) }
        }
        take(state.apply(.tick, at: end), at: end)
        var status = AgentStatus(version: "1.2.3-test", startedAt: Self.start)
        status.feed = "simulation"
        snapshot = Snapshot(time: end, agent: status)
        snapshot.site = state.snapshot
        snapshot.alarms = alarms
        snapshot.events = events
        snapshot.occurrences = occurrences
        if isNamed { giveNames() }
    }

    private static func record(_ alarm: Alarm, _ activity: FaultActivity, at time: Timestamp) -> FaultRecord {
        FaultRecord(
            activity: activity, alarmNumber: alarm.number, code: alarm.key.code, severity: alarm.severity,
            seriousness: alarm.severity.seriousness, subject: alarm.subject, source: alarm.key.source, text: alarm.text,
            time: time, isSimulated: true)
    }

    /// Names that no other word of a report has in it.
    private mutating func giveNames() {
        snapshot.agent.systemName = "qzhost-main"
        snapshot.agent.systemContact = "Qzanna Qzsmith"
        snapshot.agent.systemLocation = "Qzcampus North"
        snapshot.host.name = "qzhost-main"
        var interface = HostInterface(index: 2, name: "eth0")
        interface.mac = MACAddress("02:aa:bb:cc:dd:0e")
        interface.alias = "qzuplink"
        interface.addresses = [
            InterfaceAddress(address: .v4(0x0a63_0007), prefixLength: 24),
            InterfaceAddress(address: IPAddress("2001:db8:77::7") ?? .loopback, prefixLength: 64),
        ]
        snapshot.host.interfaces = [interface]
        snapshot.probes = [PingProbe(name: "PING1", target: "qzrouter.qzcorp.example")]
        snapshot.findings = [
            CapacityFinding(
                kind: .pingLoss, subject: "PING1", evidence: "3 of 10 pings to qzrouter.qzcorp.example were lost",
                advice: "Look at the network.", since: snapshot.time)
        ]
        for place in snapshot.site.radios.indices {
            snapshot.site.radios[place].report.deviceName = "qzdevice\(place)x"
            snapshot.site.radios[place].locationID = "\(7_100_000 + place)"
            snapshot.site.radios[place].locationDescription = "Qzroom \(place) <West> & \"Hall\""
        }
        for place in snapshot.site.calls.indices { snapshot.site.calls[place].user = "\(88_000 + place)" }
        var port = LANPortStatus(interfaceIndex: 2, name: "eth0")
        port.hasLink = true
        port.network = LANNetwork(
            mac: interface.mac, mtu: 1500, addresses: interface.addresses,
            routes: [
                IPNetwork("0.0.0.0/0").map {
                    LANNetwork.Route(destination: $0, gateway: IPAddress("10.99.0.1"), metric: 100)
                }
            ].compactMap(\.self))
        port.problem = "the frames of 02:aa:bb:cc:dd:0e cannot be read"
        snapshot.lan.ports = [port]
    }

    /// Everything that the redaction of addresses hides, as it may stand in texts.
    public var addresses: [String] {
        var all = ["10.99.0.7", "2001:db8:77::7", "10.99.0.1"]
        let macs = snapshot.site.radios.map(\.mac) + [MACAddress("02:aa:bb:cc:dd:0e")].compactMap(\.self)
        for mac in macs {
            let digits = mac.octets.map { hexadecimal(UInt64($0), digits: 2) }
            all += [digits.joined(separator: ":"), digits.joined(separator: "-"), digits.joined()]
            all.append(stride(from: 0, to: 6, by: 2).map { digits[$0] + digits[$0 + 1] }.joined(separator: "."))
        }
        for radio in snapshot.site.radios {
            all.append(radio.name)
            if let address = radio.report.address { all.append("\(address)") }
            if let rfpi = radio.rfpi { all.append("\(rfpi)") }
        }
        return all
    }

    /// Everything that the redaction of names hides beside addresses.
    public var names: [String] {
        let site = snapshot.site
        return ["qzhost-main", "Qzanna Qzsmith", "Qzcampus North", "qzuplink", "qzrouter.qzcorp.example"]
            + site.radios.map(\.report.deviceName) + site.radios.map(\.locationID)
            + site.radios.map(\.locationDescription) + site.calls.map(\.user)
            + (site.configuration.map { [$0.name] } ?? [])
    }
}
