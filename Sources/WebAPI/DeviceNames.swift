import Faults
import IPDECTCore
import NetworkValues
import Snapshot

/// The names of devices at one time.
struct DeviceNames: Sendable {
    private let radios: [DeviceID: String]
    private let host: String

    init(_ snapshot: Snapshot) {
        radios = Dictionary(snapshot.site.radios.map { (DeviceID(rawValue: $0.mac.rawValue), $0.name) }) { $1 }
        host = snapshot.host.name
    }

    /// The name of a device; empty for one that is not there any more.
    func name(_ device: DeviceID) -> String { device == .agent ? host : radios[device] ?? "" }
}
