import Faults
import NetworkValues

/// A device to report alarms.
func subject(_ number: UInt64) -> FaultSubject {
    FaultSubject(
        device: DeviceID(rawValue: number), deviceName: "device-\(number)", address: .v4(0x0a00_0000 | UInt32(number)))
}

/// A point in time, in seconds after the tests' beginning.
func seconds(_ count: Int64) -> Timestamp {
    Timestamp(seconds: 1_700_000_000).adding(seconds: count)
}

extension AlarmKey {
    /// The key of an alarm that the tests raise.
    init(_ device: UInt64, _ code: FaultCode, _ source: String = "MASTER") {
        self.init(device: DeviceID(rawValue: device), source: source, code: code)
    }
}

extension AlarmTable {
    /// Raises an alarm in the way most tests want it.
    @discardableResult
    mutating func raise(
        _ code: FaultCode, on device: UInt64, from source: String = "MASTER", text: String = "text",
        at time: Timestamp = seconds(0)
    ) -> AlarmChange {
        raise(code, on: subject(device), source: source, text: text, at: time)
    }
}

extension AlarmChange {
    /// The alarm that changed; `nil` for a refusal.
    var alarm: Alarm? {
        switch self {
        case .raised(let alarm), .refreshed(let alarm), .cleared(let alarm), .timedOut(let alarm): alarm
        case .refused: nil
        }
    }
}

/// Random numbers that are the same in every run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }
}
