public import NetworkValues

/// The name that a device has from its making on, such as `ipbs3-12-34-56`: the model and the last three octets of the
/// hardware address (manual 3.1, 4.11.1).
public struct HardwareName: Hashable, Sendable {
    /// The model.
    public let model: DeviceModel
    /// The last three octets of the hardware address.
    public let suffix: UInt32

    /// The name of a device.
    public init(_ model: DeviceModel, _ mac: MACAddress) {
        self.model = model
        suffix = UInt32(mac.rawValue & 0xff_ffff)
    }

    /// Makes a name from its text in upper or lower case; `nil` for anything else.
    public init?(_ text: some StringProtocol) {
        let parts = text.lowercased().split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 4, let model = DeviceModel.allCases.first(where: { $0.namePrefix == parts[0] }) else {
            return nil
        }
        var suffix: UInt32 = 0
        for part in parts.dropFirst() {
            guard part.utf8.count == 2, part.first != "+", let octet = UInt32(part, radix: 16) else { return nil }
            suffix = suffix << 8 | octet
        }
        self.model = model
        self.suffix = suffix
    }

    /// Whether the device with this address could have the name.
    public func matches(_ mac: MACAddress) -> Bool { mac.rawValue & 0xff_ffff == UInt64(suffix) }
}

extension HardwareName: CustomStringConvertible {
    /// The name in lower case.
    public var description: String {
        let octets = [suffix >> 16, suffix >> 8 & 0xff, suffix & 0xff]
        return ([model.namePrefix] + octets.map { hexadecimal(UInt64($0), digits: 2) }).joined(separator: "-")
    }
}

extension DeviceModel {
    /// What the names of this model begin with, such as `ipbs3`.
    public var namePrefix: String {
        switch self {
        case .ipbs1: "ipbs"
        case .ipbs2: "ipbs2"
        case .ipbs3: "ipbs3"
        case .ipbl: "ipbl"
        case .ipvm: "ipvm"
        }
    }
}
