/// The system group (RFC 3418): what a device says that it is.
public struct SystemGroup: Hashable, Sendable {
    /// Whose firmware the device runs, by the enterprise in sysObjectID.
    public enum Maker: Hashable, Sendable {
        /// The IP-DECT system's vendor, 27614.
        case vendor
        /// The maker of the firmware's base, 6666.
        case innovaphone
        /// Another enterprise, by its number.
        case other(UInt32)
        /// The device told no enterprise.
        case unknown
    }

    private static let prefix: [UInt32] = [1, 3, 6, 1, 2, 1, 1]

    private enum Object: UInt32, CaseIterable {
        case description = 1
        case objectID, upTime, contact, name, location

        var name: [UInt32] { SystemGroup.prefix + [rawValue, 0] }
    }

    /// The names to ask: sysDescr, sysObjectID, sysUpTime, sysContact, sysName and sysLocation.
    public static let names = Object.allCases.map(\.name)
    /// sysUpTime alone, to find out whether a device has restarted.
    public static let upTimeName = Object.upTime.name

    /// What sysDescr says; `nil` when there is none.
    public private(set) var description: DeviceDescription?
    /// sysObjectID; empty when there is none.
    public private(set) var objectID: [UInt32] = []
    /// sysUpTime in hundredths of a second; it starts anew at 2^32.
    public private(set) var upTime: UInt32?
    /// sysContact.
    public private(set) var contact = ""
    /// sysName.
    public private(set) var name = ""
    /// sysLocation.
    public private(set) var location = ""

    /// Reads an answer. What is no variable of the group, or has no value, is passed over.
    public init(_ variables: [SNMPVariable]) {
        for variable in variables {
            guard let object = Object.allCases.first(where: { $0.name == variable.name }) else { continue }
            switch (object, variable.value) {
            case (.description, .octets(let octets)): description = DeviceDescription(octets)
            case (.objectID, .name(let name)): objectID = name
            case (.upTime, let value): upTime = value.unsigned.flatMap { UInt32(exactly: $0) }
            case (.contact, .octets(let octets)): contact = DeviceText.text(octets)
            case (.name, .octets(let octets)): name = DeviceText.text(octets)
            case (.location, .octets(let octets)): location = DeviceText.text(octets)
            default: break
            }
        }
    }

    /// Whose firmware the device runs.
    public var maker: Maker {
        let enterprises: [UInt32] = [1, 3, 6, 1, 4, 1]
        guard objectID.count > enterprises.count, objectID.starts(with: enterprises) else { return .unknown }
        return switch objectID[enterprises.count] {
        case VendorObjects.number: .vendor
        case InnovaphoneObjects.number: .innovaphone
        case let number: .other(number)
        }
    }

    /// What the device says of itself; with the interfaces it has a hardware address.
    public func identity(interfaces: InterfaceTable? = nil) -> DeviceIdentity {
        var identity = description?.identity ?? DeviceIdentity()
        identity.name = name
        identity.location = location
        identity.mac = interfaces?.ethernetAddress
        return identity
    }

    /// The identity and for how long the device has been running, of what it told. Empty when it told nothing.
    public func readings(interfaces: InterfaceTable? = nil) -> [DeviceReading] {
        let identity = identity(interfaces: interfaces)
        return (identity == DeviceIdentity() ? [] : [.identity(identity)])
            + (upTime.map { [.upTime($0)] } ?? [])
    }
}
