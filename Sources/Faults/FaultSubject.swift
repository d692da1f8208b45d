public import NetworkValues

/// A device by its hardware address; 0 is the agent's own host.
public struct DeviceID: RawRepresentable, Hashable, Comparable, Sendable {
    /// The MAC address as a number.
    public let rawValue: UInt64

    /// Makes an identifier from a MAC address's number.
    public init(rawValue: UInt64) {
        self.rawValue = rawValue
    }

    /// Makes the identifier of the device with this MAC address.
    public init(_ mac: MACAddress) {
        rawValue = mac.rawValue
    }

    /// The agent's own host.
    public static let agent = DeviceID(rawValue: 0)

    /// Stands for a device of which only the address is known. It looks like a locally administered MAC address, so that it
    /// is no real device's.
    public static func standIn(for address: IPAddress) -> DeviceID {
        if case .v4(let value) = address { return DeviceID(rawValue: 0x021f_0000_0000 | UInt64(value)) }
        let hash = address.octets.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return DeviceID(rawValue: 0x061f_0000_0000 | hash & 0xffff_ffff)
    }

    /// Whether it stands for a device of which only the address is known.
    public var isStandIn: Bool { rawValue >> 32 == 0x021f || rawValue >> 32 == 0x061f }

    /// Orders by number.
    public static func < (left: DeviceID, right: DeviceID) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// Who reports a fault: "Remote" in the manual's lists (4.23.3).
public struct FaultSubject: Hashable, Sendable {
    /// The device.
    public var device: DeviceID
    /// Its unique name.
    public var deviceName: String
    /// Its address; `nil` when unknown.
    public var address: IPAddress?

    /// Makes a subject.
    public init(device: DeviceID, deviceName: String, address: IPAddress?) {
        self.device = device
        self.deviceName = deviceName
        self.address = address
    }
}
