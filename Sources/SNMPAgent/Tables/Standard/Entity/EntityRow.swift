import IPDECTCore
import NetworkValues

/// A row of entPhysicalTable.
struct EntityRow {
    private var description: String
    private var containedIn: UInt32
    private var kind: EntityClass
    private var position: UInt32
    private var name: String
    private var hardware = ""
    private var firmware = ""
    private var software = ""
    private var model = ""
    private var alias = ""
    private var isReplaceable = false
    private var uri = ""

    private init(_ description: String, in containedIn: UInt32, _ kind: EntityClass, position: UInt32, name: String) {
        self.description = description
        self.containedIn = containedIn
        self.kind = kind
        self.position = position
        self.name = name
    }

    /// The system that contains all devices.
    static func system(_ name: String) -> EntityRow {
        EntityRow("IP-DECT system", in: 0, .stack, position: 0, name: name)
    }

    /// A sensor of a gateway.
    static func sensor(_ kind: EntitySensor, of gateway: UInt32) -> EntityRow {
        EntityRow(
            kind.text, in: EntityTree.device(gateway), .sensor, position: kind.rawValue, name: "sensor \(kind.rawValue)"
        )
    }

    /// A device.
    init(_ radio: Radio) {
        let report = radio.report
        self.init(
            Self.text(report.model), in: EntityTree.system, .chassis, position: radio.index, name: radio.name)
        hardware = report.hardware
        firmware = report.bootVersion
        software = report.version
        model = "\(report.model)".uppercased()
        alias = report.deviceName
        // A virtual appliance is not something that can be carried.
        isReplaceable = report.model != .ipvm
        // The hardware address is what tells the device from all others (RFC 9039 4.1).
        if radio.mac.rawValue != 0 {
            uri = "urn:dev:mac:" + radio.mac.octets.map { Self.digits($0) }.joined()
        }
    }

    /// A part wired to a gateway.
    init(_ wired: WiredPart) {
        let part = wired.part
        self.init(
            "Radio fixed part", in: EntityTree.device(wired.gatewayIndex), .module, position: UInt32(part.port),
            name: "RFP \(part.port)")
        hardware = part.hardware
        software = part.version
        alias = part.description
        isReplaceable = true
    }

    func write(to row: inout RowWriter) {
        row.text(EntityColumn.description, description, limit: 255)
        row.oid(EntityColumn.vendorType.rawValue, [0, 0])
        row.number(EntityColumn.containedIn, containedIn)
        row.number(EntityColumn.kind, kind.rawValue)
        row.number(EntityColumn.position, position)
        row.text(EntityColumn.name, name, limit: 255)
        row.text(EntityColumn.hardware, hardware, limit: 255)
        row.text(EntityColumn.firmware, firmware, limit: 255)
        row.text(EntityColumn.software, software, limit: 255)
        row.text(EntityColumn.serial, "", limit: 32)
        row.text(EntityColumn.manufacturer, "", limit: 255)
        row.text(EntityColumn.model, model, limit: 255)
        row.text(EntityColumn.alias, alias, limit: 32)
        row.text(EntityColumn.asset, "", limit: 32)
        row.truth(EntityColumn.isReplaceable, isReplaceable)
        // A date of zeros is one that is not known.
        row.octetString(EntityColumn.manufactured.rawValue, repeatElement(0, count: 8))
        row.text(EntityColumn.uris, uri, limit: 255)
        row.octetString(EntityColumn.uuid.rawValue, EmptyCollection())
    }

    /// What a device's row shows.
    static func digest(_ radio: Radio, _ hasher: inout Hasher) {
        hasher.combine(radio.mac)
        hasher.combine(radio.name)
        hasher.combine(radio.report.model)
        hasher.combine(radio.report.deviceName)
        hasher.combine(radio.report.version)
        hasher.combine(radio.report.bootVersion)
        hasher.combine(radio.report.hardware)
    }

    /// What a wired part's row shows.
    static func digest(_ wired: WiredPart, _ hasher: inout Hasher) {
        hasher.combine(wired.part.description)
        hasher.combine(wired.part.version)
        hasher.combine(wired.part.hardware)
    }

    private static func text(_ model: DeviceModel) -> String {
        switch model {
        case .ipbs1, .ipbs2, .ipbs3: "IP-DECT base station"
        case .ipbl: "IP-DECT gateway"
        case .ipvm: "IP-DECT virtual appliance"
        }
    }

    private static func digits(_ octet: UInt8) -> String {
        let text = String(octet, radix: 16)
        return octet < 16 ? "0" + text : text
    }
}
