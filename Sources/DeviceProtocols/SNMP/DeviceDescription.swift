public import IPDECTCore

/// What a device says of itself in sysDescr: `IPBS2[10.3.9], Bootcode[10.3.9], Hardware[IPBS2-C3/1B1]`.
///
/// Known are this form and that of the firmware's maker, `13r1 sr8 IP3011[13.2195], Bootcode[132134], Hardware[401#]`, with
/// the name of the release in front (walks of both are public: facts/snmp.md 1.6). That the other models write their own
/// name in front of the bracket is assumed.
public struct DeviceDescription: Hashable, Sendable {
    /// Whose device it is.
    public enum Kind: Hashable, Sendable {
        /// One of an IP-DECT system.
        case device(DeviceModel)
        /// One whose name begins as the system's do, of a model that is not known, such as `IPBS9`.
        case unknownModel(String)
        /// Another device whose firmware is of the same make, such as `IP3011`.
        case sameMaker(String)
        /// Anything else: the text has not this form.
        case foreign
    }

    /// Whose device it is.
    public let kind: Kind
    /// The firmware, such as `10.3.9`; with the name of the release in front, if there is one.
    public let version: String
    /// The boot code's version.
    public let bootVersion: String
    /// The hardware, such as `IPBS2-C3/1B1`.
    public let hardware: String
    /// The text, shortened to `DeviceReading.rawLimit` octets.
    public let text: String

    /// Reads the octets of sysDescr.
    public init(_ octets: [UInt8]) {
        text = DeviceText.shortened(DeviceText.text(octets, limit: DeviceReading.rawLimit))
        var fields: [(name: String, value: String)] = []
        var rest = text[...]
        while fields.count < 8, let open = rest.firstIndex(of: "["), let close = rest[open...].firstIndex(of: "]") {
            let name = rest[..<open].drop { $0 == "," || $0 == " " }
            fields.append((String(name), String(rest[rest.index(after: open)..<close])))
            rest = rest[rest.index(after: close)...]
        }
        func field(_ name: String) -> String { fields.dropFirst().first { $0.name.lowercased() == name }?.value ?? "" }
        bootVersion = DeviceText.shortened(field("bootcode"), limit: DeviceText.shortLimit)
        hardware = DeviceText.shortened(field("hardware"), limit: DeviceText.shortLimit)
        let words = fields.first?.name.split(separator: " ") ?? []
        guard let type = words.last, let firmware = fields.first?.value, !firmware.isEmpty,
            !bootVersion.isEmpty || !hardware.isEmpty
        else {
            (kind, version) = (.foreign, "")
            return
        }
        version = DeviceText.shortened(
            (words.dropLast().map(String.init) + [firmware]).joined(separator: " "), limit: DeviceText.shortLimit)
        kind = Self.kind(type: String(type.prefix(64)), hardware: hardware)
    }

    /// The model; `nil` when it is none of an IP-DECT system.
    public var model: DeviceModel? {
        if case .device(let model) = kind { model } else { nil }
    }

    /// What the device calls its own type, such as `IPBS2` or `IP3011`; empty when the text has not this form.
    public var type: String {
        switch kind {
        case .device(let model): Self.names[model] ?? ""
        case .unknownModel(let name), .sameMaker(let name): name
        case .foreign: ""
        }
    }

    /// What it tells of the device.
    public var identity: DeviceIdentity {
        var identity = DeviceIdentity()
        identity.model = model
        identity.version = version
        identity.bootVersion = bootVersion
        identity.hardware = hardware
        identity.text = text
        return identity
    }

    private static let names: [DeviceModel: String] = [
        .ipbs1: "IPBS1", .ipbs2: "IPBS2", .ipbs3: "IPBS3", .ipbl: "IPBL", .ipvm: "IPVM",
    ]

    private static func kind(type: String, hardware: String) -> Kind {
        let name = type.uppercased()
        if let model = model(named: name) { return .device(model) }
        // A base station of a later generation could still call itself by the family's name.
        if name == "IPBS" { return .device(model(named: hardware.uppercased().prefix { $0 != "-" }) ?? .ipbs1) }
        let isOfFamily = ["IPBS", "IPBL", "IPVM"].contains { name.hasPrefix($0) }
        return isOfFamily ? .unknownModel(type) : .sameMaker(type)
    }

    private static func model(named name: some StringProtocol) -> DeviceModel? {
        names.first { $0.value == name }?.key
    }
}
