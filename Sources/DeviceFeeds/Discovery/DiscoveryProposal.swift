public import DeviceProtocols
public import IPDECTCore
public import NetworkValues

/// A device that is known already.
public struct KnownDevice: Hashable, Sendable {
    /// Its number in the list.
    public let number: Int
    /// Its address; `nil` when the list has a host name.
    public let address: IPAddress?
    /// Its hardware address, as far as it is known.
    public let mac: MACAddress?

    /// Makes a known device.
    public init(number: Int, address: IPAddress?, mac: MACAddress?) {
        self.number = number
        self.address = address
        self.mac = mac
    }
}

/// How sure it is that an address is a device of an IP-DECT system. The next devices to list are those of `high`.
public enum DiscoveryConfidence: UInt8, Hashable, Sendable, Comparable, CaseIterable {
    /// One weak sign, such as a prefix that other devices of the vendor have, too.
    case low = 1
    /// One strong sign.
    case medium = 2
    /// Several signs that say the same.
    case high = 3

    /// Whether the left one is less sure.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A sign for a device, or against it.
public enum DiscoveryReason: Hashable, Sendable {
    /// Its description has the vendor's pattern and names the model.
    case description(DeviceModel)
    /// Its sysObjectID lies below the enterprise of a vendor.
    case objectID(VendorArc)
    /// Its hardware address has the prefix of a vendor.
    case macPrefix(VendorPrefix)
    /// Its name is one that devices have from their making on.
    case name(HardwareName)
    /// That name belongs to its hardware address.
    case nameFitsMAC
    /// SNMP and HTTP name different models.
    case modelsDiffer(snmp: DeviceModel, http: DeviceModel)
    /// It is on the list already, with this number; by its address, or else by its hardware address at another one.
    case known(number: Int, byAddress: Bool)
    /// The same device answered at this address, too.
    case sameDevice(IPAddress)

    /// What it counts for; 40 is a strong sign.
    var weight: Int {
        switch self {
        case .description: 60
        case .objectID(.ascom): 40
        case .objectID(.innovaphone): 20
        case .macPrefix: 20
        case .name: 30
        case .nameFitsMAC: 20
        case .modelsDiffer: -40
        case .known, .sameDevice: 0
        }
    }
}

extension DiscoveryReason: CustomStringConvertible {
    /// The sign in words.
    public var description: String {
        switch self {
        case .description(let model): "its description is one of \(Self.name(model))"
        case .objectID(let arc): "its sysObjectID lies below 1.3.6.1.4.1.\(arc.rawValue)"
        case .macPrefix(let prefix): "its hardware address is one of \(prefix.vendor)"
        case .name(let name): "its name \(name) is one that \(Self.name(name.model)) has from its making on"
        case .nameFitsMAC: "its name belongs to its hardware address"
        case .modelsDiffer(let snmp, let http):
            "SNMP says \(Self.name(snmp)), HTTP says \(Self.name(http))"
        case .known(let number, byAddress: true): "device \(number) of the list has its address"
        case .known(let number, byAddress: false):
            "device \(number) of the list has its hardware address, and another address"
        case .sameDevice(let address): "the same hardware address answered at \(address)"
        }
    }

    private static func name(_ model: DeviceModel) -> String {
        switch model {
        case .ipbs1: "an IPBS1"
        case .ipbs2: "an IPBS2"
        case .ipbs3: "an IPBS3"
        case .ipbl: "an IPBL"
        case .ipvm: "an IPVM"
        }
    }
}

/// A device that a search proposes for the list.
public struct DiscoveryProposal: Hashable, Sendable {
    /// Where it answered.
    public let address: IPAddress
    /// What it says of itself; what SNMP left out is what HTTP said.
    public let identity: DeviceIdentity
    /// Whether it answered to SNMP.
    public let answersSNMP: Bool
    /// Whether it said who it is by HTTP.
    public let answersHTTP: Bool
    /// The name of the credentials with which it answered, of SNMP first; `nil` when none were needed.
    public let credentials: String?
    /// How sure it is.
    public let confidence: DiscoveryConfidence
    /// Why.
    public internal(set) var reasons: [DiscoveryReason]

    /// The hardware address.
    public var mac: MACAddress? { identity.mac }
    /// The model; `nil` when it is none of an IP-DECT system, such as a gateway of innovaphone.
    public var model: DeviceModel? { identity.model }
    /// Its name.
    public var name: String { identity.name }
    /// The firmware.
    public var version: String { identity.version }
    /// The number of the device of the list that it is; `nil` for a new one.
    public var knownNumber: Int? {
        for case .known(let number, _) in reasons { return number }
        return nil
    }

    /// Makes a proposal of an answer; `nil` when nothing says that it is a device of these vendors.
    init?(_ address: IPAddress, _ answer: DiscoveryAnswer, known: KnownDevices) {
        let (snmp, http) = (answer.snmp?.device, answer.http?.device)
        guard let first = snmp ?? http else { return nil }
        var identity = first.identity
        if snmp != nil, let http { identity.fill(from: http.identity) }
        var reasons: [DiscoveryReason] = []
        if let model = identity.model { reasons.append(.description(model)) }
        if let arc = snmp.flatMap({ VendorArc($0.objectID) }) { reasons.append(.objectID(arc)) }
        if let prefix = identity.mac.flatMap(VendorPrefix.init) { reasons.append(.macPrefix(prefix)) }
        if let name = HardwareName(identity.name) {
            reasons.append(.name(name))
            if let mac = identity.mac, name.matches(mac) { reasons.append(.nameFitsMAC) }
        }
        if let left = snmp?.identity.model, let right = http?.identity.model, left != right {
            reasons.append(.modelsDiffer(snmp: left, http: right))
        }
        let weight = reasons.reduce(0) { $0 + $1.weight }
        if let sign = known.sign(address, identity.mac) { reasons.append(sign) }
        guard !reasons.isEmpty else { return nil }
        self.address = address
        self.identity = identity
        self.reasons = reasons
        answersSNMP = snmp != nil
        answersHTTP = http != nil
        credentials = snmp?.credentials ?? http?.credentials
        confidence = weight >= 80 ? .high : weight >= 40 ? .medium : .low
    }
}

/// The known devices, to be found by address and by hardware address.
struct KnownDevices {
    private var byAddress: [IPAddress: Int] = [:]
    private var byMAC: [MACAddress: Int] = [:]

    init(_ devices: [KnownDevice]) {
        for device in devices {
            if let address = device.address, byAddress[address] == nil { byAddress[address] = device.number }
            if let mac = device.mac, byMAC[mac] == nil { byMAC[mac] = device.number }
        }
    }

    /// Which device it is. The hardware address decides: an address may have gone to another device.
    func sign(_ address: IPAddress, _ mac: MACAddress?) -> DiscoveryReason? {
        if let mac, let number = byMAC[mac] {
            return .known(number: number, byAddress: byAddress[address] == number)
        }
        return byAddress[address].map { .known(number: $0, byAddress: true) }
    }
}

extension DiscoveryOutcome {
    fileprivate var device: DiscoveredDevice? {
        if case .identified(let device) = self { device } else { nil }
    }
}

extension DeviceIdentity {
    /// Takes from another what this one does not say.
    fileprivate mutating func fill(from other: DeviceIdentity) {
        model = model ?? other.model
        mac = mac ?? other.mac
        for text: WritableKeyPath<DeviceIdentity, String> in [
            \.version, \.bootVersion, \.hardware, \.name, \.location, \.serial, \.text,
        ] where self[keyPath: text].isEmpty {
            self[keyPath: text] = other[keyPath: text]
        }
    }
}
