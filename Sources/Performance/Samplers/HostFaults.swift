public import DeviceFeeds
import Faults
import IPDECTCore
public import NetworkValues
public import Snapshot

/// Finds the faults of the host in its figures: a value with injected time.
public struct HostFaults: Sendable {
    /// Share of memory in use above which the alarm is raised.
    public static let memoryHigh = 0.85
    /// Share of memory in use below which it is cleared.
    public static let memoryLow = 0.80
    /// A clock before this stands at no real time: 2024-01-01.
    public static let earliestRealTime = Timestamp(seconds: 1_704_067_200)
    /// Seconds after the start at which an unexpected restart is reported (manual 6.2, 0x000b0001).
    public static let restartReportSeconds: Int64 = 60

    private var isMemoryLow = false
    private var downInterfaces: Set<String> = []
    private var isTimeUnset = false
    private var restartDue: Timestamp?
    private let hostName: String

    /// Makes the finder; `restartedUnexpectedly` when the agent did not end in order the last time.
    public init(hostName: String, startedAt: Timestamp, restartedUnexpectedly: Bool) {
        self.hostName = hostName
        restartDue = restartedUnexpectedly ? startedAt.adding(seconds: Self.restartReportSeconds) : nil
    }

    private var subject: FaultSubject { FaultSubject(device: .agent, deviceName: hostName, address: nil) }

    /// The faults that began, ended or happened up to `time`.
    public mutating func examine(_ status: HostStatus, watching interfaces: Set<String>?, at time: Timestamp)
        -> [HostObservation]
    {
        examineMemory(status.memory) + examineInterfaces(status.interfaces, watching: interfaces) + examineTime(time)
    }

    private mutating func examineMemory(_ memory: HostMemory) -> [HostObservation] {
        guard memory.totalBytes > 0 else { return [] }
        let share = Double(memory.usedBytes) / Double(memory.totalBytes)
        if !isMemoryLow, share > Self.memoryHigh {
            isMemoryLow = true
            return [raise(.boxMemoryLow, "BOX", "\(Int(share * 100)) % of the memory is in use")]
        }
        if isMemoryLow, share < Self.memoryLow {
            isMemoryLow = false
            return [clear(.boxMemoryLow, "BOX")]
        }
        return []
    }

    private mutating func examineInterfaces(_ all: [HostInterface], watching names: Set<String>?) -> [HostObservation] {
        var found: [HostObservation] = []
        var present: Set<String> = []
        for interface in all {
            // Without a list, what has a connector of its own counts: not the loopback, bridges or tunnels.
            guard names?.contains(interface.name) ?? interface.hasConnector else { continue }
            present.insert(interface.name)
            let isDown = interface.isAdministrativelyUp && !interface.isOperationallyUp
            if isDown, downInterfaces.insert(interface.name).inserted {
                found.append(raise(.ipInterfaceDown, source(interface.name), "\(interface.name) is down"))
            } else if !isDown, downInterfaces.remove(interface.name) != nil {
                found.append(clear(.ipInterfaceDown, source(interface.name)))
            }
        }
        // One that was named and is not there is down; one that merely vanished is no longer anybody's concern.
        for name in (names ?? []).sorted() where !present.contains(name) && downInterfaces.insert(name).inserted {
            found.append(raise(.ipInterfaceDown, source(name), "\(name) is not there"))
        }
        for name in downInterfaces.sorted() where !present.contains(name) && names?.contains(name) != true {
            downInterfaces.remove(name)
            found.append(clear(.ipInterfaceDown, source(name)))
        }
        return found
    }

    private mutating func examineTime(_ time: Timestamp) -> [HostObservation] {
        var found: [HostObservation] = []
        let isUnset = time < Self.earliestRealTime
        if isUnset != isTimeUnset {
            isTimeUnset = isUnset
            found.append(
                isUnset
                    ? raise(.x509SystemTimeNotSet, "X509", "the clock stands at \(time)")
                    : clear(.x509SystemTimeNotSet, "X509"))
        }
        if let due = restartDue, time >= due {
            restartDue = nil
            found.append(
                .fault(
                    .event(
                        .cmdRestart, on: subject, source: "CMD", text: "the agent restarted without having been stopped"
                    )))
        }
        return found
    }

    private func source(_ interface: String) -> String { "IP " + interface.uppercased() }

    private func raise(_ code: FaultCode, _ source: String, _ text: String) -> HostObservation {
        .fault(.raise(code, on: subject, source: source, text: text))
    }

    private func clear(_ code: FaultCode, _ source: String) -> HostObservation {
        .fault(.clear(AlarmKey(device: .agent, source: source, code: code)))
    }
}
