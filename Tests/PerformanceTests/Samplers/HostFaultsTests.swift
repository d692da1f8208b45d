import DeviceFeeds
import Performance
import Faults
import IPDECTCore
import NetworkValues
import Snapshot
import Testing

@Suite struct `Faults of the host` {
    private static let start = Timestamp(seconds: 1_800_000_000)

    /// A host with these interfaces and this share of memory in use, in percent.
    private static func host(_ interfaces: [HostInterface] = [], memory percent: UInt64 = 50) -> HostStatus {
        var status = HostStatus()
        status.interfaces = interfaces
        status.memory = HostMemory(totalBytes: 100_000, usedBytes: percent * 1000)
        return status
    }

    private static func interface(
        _ name: String, isMeantUp: Bool = true, isUp: Bool = true, hasConnector: Bool = true
    ) -> HostInterface {
        HostInterface(
            index: 2, name: name, isAdministrativelyUp: isMeantUp, isOperationallyUp: isUp,
            hasConnector: hasConnector)
    }

    private static func finder(restarted: Bool = false) -> HostFaults {
        HostFaults(hostName: "switchboard", startedAt: start, restartedUnexpectedly: restarted)
    }

    /// What was found, in short: `+` for raised, `-` for cleared, `!` for an event.
    private static func short(_ observations: [HostObservation]) -> [String] {
        observations.map { observation in
            guard case .fault(let effect) = observation else { return "\(observation)" }
            switch effect {
            case .raise(let code, let subject, let source, _):
                return "+\(code) \(source) \(subject.deviceName) \(subject.device == .agent)"
            case .clear(let key): return "-\(key.code) \(key.source) \(key.device == .agent)"
            case .event(let code, let subject, let source, _):
                return "!\(code) \(source) \(subject.deviceName) \(subject.device == .agent)"
            default: return "\(effect)"
            }
        }
    }

    private static func raised(_ code: FaultCode, _ source: String) -> String { "+\(code) \(source) switchboard true" }
    private static func cleared(_ code: FaultCode, _ source: String) -> String { "-\(code) \(source) true" }

    @Test func `a calm host has none`() {
        var faults = Self.finder()
        #expect(faults.examine(Self.host([Self.interface("eth0")]), watching: nil, at: Self.start).isEmpty)
    }

    // MARK: Memory

    @Test func `little memory is told above 85 percent and is over below 80`() {
        var faults = Self.finder()
        let steps: [(UInt64, [String])] = [
            (85, []), (86, [Self.raised(.boxMemoryLow, "BOX")]), (99, []), (84, []), (80, []),
            (79, [Self.cleared(.boxMemoryLow, "BOX")]), (84, []), (85, []),
            (90, [Self.raised(.boxMemoryLow, "BOX")]),
        ]
        for (percent, expected) in steps {
            let found = faults.examine(Self.host(memory: percent), watching: nil, at: Self.start)
            #expect(Self.short(found) == expected, "at \(percent) %")
        }
    }

    @Test func `memory of an unknown size is no fault`() {
        var faults = Self.finder()
        #expect(faults.examine(HostStatus(), watching: nil, at: Self.start).isEmpty)
    }

    // MARK: Interfaces

    @Test func `an interface that is down is told once, until it is up`() {
        var faults = Self.finder()
        let down = Self.host([Self.interface("eth0", isUp: false)])
        #expect(
            Self.short(faults.examine(down, watching: nil, at: Self.start))
                == [Self.raised(.ipInterfaceDown, "IP ETH0")])
        #expect(faults.examine(down, watching: nil, at: Self.start).isEmpty)
        let up = Self.host([Self.interface("eth0")])
        #expect(
            Self.short(faults.examine(up, watching: nil, at: Self.start))
                == [Self.cleared(.ipInterfaceDown, "IP ETH0")])
        #expect(faults.examine(up, watching: nil, at: Self.start).isEmpty)
    }

    @Test func `an interface that is not meant to be up is no fault`() {
        var faults = Self.finder()
        let off = Self.host([Self.interface("eth0", isMeantUp: false, isUp: false)])
        #expect(faults.examine(off, watching: nil, at: Self.start).isEmpty)
        _ = faults.examine(Self.host([Self.interface("eth0", isUp: false)]), watching: nil, at: Self.start)
        // The operator turned it off: the fault is over.
        #expect(
            Self.short(faults.examine(off, watching: nil, at: Self.start))
                == [Self.cleared(.ipInterfaceDown, "IP ETH0")])
    }

    @Test func `interfaces without a connector count only when they are named`() {
        let bridge = Self.host([Self.interface("br0", isUp: false, hasConnector: false)])
        var faults = Self.finder()
        #expect(faults.examine(bridge, watching: nil, at: Self.start).isEmpty)
        #expect(
            Self.short(faults.examine(bridge, watching: ["br0"], at: Self.start))
                == [Self.raised(.ipInterfaceDown, "IP BR0")])
    }

    @Test func `interfaces that are not named do not count`() {
        var faults = Self.finder()
        let host = Self.host([Self.interface("eth0"), Self.interface("eth1", isUp: false)])
        #expect(faults.examine(host, watching: ["eth0"], at: Self.start).isEmpty)
    }

    @Test func `a fault is over when its interface vanishes and nobody named it`() {
        var faults = Self.finder()
        _ = faults.examine(Self.host([Self.interface("eth0", isUp: false)]), watching: nil, at: Self.start)
        #expect(
            Self.short(faults.examine(Self.host(), watching: nil, at: Self.start))
                == [Self.cleared(.ipInterfaceDown, "IP ETH0")])
        #expect(faults.examine(Self.host(), watching: nil, at: Self.start).isEmpty)
    }

    @Test func `named interfaces that are not there are down`() {
        var faults = Self.finder()
        let names: Set<String> = ["eth0", "wan", "lan"]
        let host = Self.host([Self.interface("eth0")])
        #expect(
            Self.short(faults.examine(host, watching: names, at: Self.start))
                == [Self.raised(.ipInterfaceDown, "IP LAN"), Self.raised(.ipInterfaceDown, "IP WAN")])
        #expect(faults.examine(host, watching: names, at: Self.start).isEmpty)
        let all = Self.host([Self.interface("eth0"), Self.interface("lan", isUp: false), Self.interface("wan")])
        #expect(
            Self.short(faults.examine(all, watching: names, at: Self.start))
                == [Self.cleared(.ipInterfaceDown, "IP WAN")])
    }

    @Test func `a named interface that is down and then vanishes stays one fault`() {
        var faults = Self.finder()
        _ = faults.examine(Self.host([Self.interface("eth0", isUp: false)]), watching: ["eth0"], at: Self.start)
        #expect(faults.examine(Self.host(), watching: ["eth0"], at: Self.start).isEmpty)
        #expect(
            Self.short(faults.examine(Self.host([Self.interface("eth0")]), watching: ["eth0"], at: Self.start))
                == [Self.cleared(.ipInterfaceDown, "IP ETH0")])
    }

    // MARK: Time and restarts

    @Test func `a clock before 2024 is not set`() {
        var faults = Self.finder()
        let early = Timestamp(seconds: 100)
        #expect(
            Self.short(faults.examine(Self.host(), watching: nil, at: early))
                == [Self.raised(.x509SystemTimeNotSet, "X509")])
        #expect(faults.examine(Self.host(), watching: nil, at: early.adding(seconds: 5)).isEmpty)
        #expect(
            Self.short(faults.examine(Self.host(), watching: nil, at: HostFaults.earliestRealTime))
                == [Self.cleared(.x509SystemTimeNotSet, "X509")])
    }

    @Test func `an unexpected restart is told once, 60 seconds after it`() {
        var faults = Self.finder(restarted: true)
        #expect(faults.examine(Self.host(), watching: nil, at: Self.start.adding(milliseconds: 59_999)).isEmpty)
        #expect(
            Self.short(faults.examine(Self.host(), watching: nil, at: Self.start.adding(seconds: 60)))
                == ["!\(FaultCode.cmdRestart) CMD switchboard true"])
        #expect(faults.examine(Self.host(), watching: nil, at: Self.start.adding(seconds: 65)).isEmpty)
    }

    @Test func `an ordinary start is not told`() {
        var faults = Self.finder()
        #expect(faults.examine(Self.host(), watching: nil, at: Self.start.adding(seconds: 600)).isEmpty)
    }
}
