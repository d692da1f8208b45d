import DeviceProtocols
import Foundation
import IPDECTCore
public import Logging
import NetworkValues
import Synchronization

/// What is known of devices beyond the life of the agent: who they are. A device that is silent when the agent starts is
/// known by its true name all the same, and so are the alarms that stand on it.
public final class DeviceMemory: Sendable {
    fileprivate struct Entry: Codable {
        var address: String
        var mac: String?
        var model: String?
        var version: String?
        var boot: String?
        var hardware: String?
        var name: String?
        var serial: String?
    }

    private let path: String
    private let logger: Logger
    private let identities: Mutex<[IPAddress: DeviceIdentity]>

    /// Reads the file at `path`. One that is damaged is told of and begun anew: what it held is learnt again.
    public init(path: String, logger: Logger) {
        self.path = path
        self.logger = logger
        var identities: [IPAddress: DeviceIdentity] = [:]
        if let data = try? Data(contentsOf: URL(filePath: path)) {
            do {
                for entry in try JSONDecoder().decode([Entry].self, from: data).prefix(Self.limit) {
                    guard let address = IPAddress(entry.address) else { continue }
                    identities[address] = entry.identity
                }
            } catch {
                logger.warning("what was known of devices is damaged, and is learnt again: \(path)")
            }
        }
        self.identities = Mutex(identities)
    }

    /// The most devices that are remembered.
    static let limit = 8192

    /// Who was at an address; `nil` when nobody knows.
    func identity(at address: IPAddress) -> DeviceIdentity? { identities.withLock { $0[address] } }

    /// Writes who is known now. The file is replaced whole.
    func save(_ known: [IPAddress: DeviceIdentity]) {
        identities.withLock { $0 = known }
        let entries = known.filter { $0.value.mac != nil || $0.value.model != nil }
            .map { Entry(address: "\($0.key)", $0.value) }.sorted { $0.address < $1.address }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        do {
            try encoder.encode(entries).write(to: URL(filePath: path), options: .atomic)
        } catch {
            logger.error("what is known of devices cannot be kept: \(error)")
        }
    }
}

extension DeviceMemory.Entry {
    fileprivate init(address: String, _ identity: DeviceIdentity) {
        func given(_ text: String) -> String? { text.isEmpty ? nil : text }
        self.address = address
        mac = identity.mac.map { "\($0)" }
        model = identity.model.map { "\($0)" }
        version = given(identity.version)
        boot = given(identity.bootVersion)
        hardware = given(identity.hardware)
        name = given(identity.name)
        serial = given(identity.serial)
    }

    fileprivate var identity: DeviceIdentity {
        var identity = DeviceIdentity()
        identity.mac = mac.flatMap { MACAddress($0) }
        identity.model = DeviceModel.allCases.first { "\($0)" == model }
        identity.version = version ?? ""
        identity.bootVersion = boot ?? ""
        identity.hardware = hardware ?? ""
        identity.name = name ?? ""
        identity.serial = serial ?? ""
        return identity
    }
}
