/// Where the objects of ENTITY-MIB and ENTITY-SENSOR-MIB stand, and how physical entities are numbered.
///
/// The system is 1. A device, by its ipdectDeviceIndex n, is 100 n; what it contains has the numbers behind it: sensors
/// from 100 n + 1, the part wired to port p 100 n + 20 + p. A number therefore stays as long as the device is known.
enum EntityTree {
    static let physical: [UInt32] = [1, 3, 6, 1, 2, 1, 47, 1, 1, 1]
    static let contains: [UInt32] = [1, 3, 6, 1, 2, 1, 47, 1, 3, 3]
    static let general: [UInt32] = [1, 3, 6, 1, 2, 1, 47, 1, 4]
    static let sensors: [UInt32] = [1, 3, 6, 1, 2, 1, 99, 1, 1]

    /// entPhysicalIndex of the system.
    static let system: UInt32 = 1

    /// Numbers of a device and of what it contains.
    static let stride: UInt32 = 100

    /// The highest device whose numbers fit PhysicalIndex.
    static let deviceLimit = UInt32(Int32.max) / stride - 1

    /// entPhysicalIndex of a device.
    static func device(_ index: UInt32) -> UInt32 { index * stride }

    /// entPhysicalIndex of a gateway's sensor.
    static func sensor(_ gateway: UInt32, _ kind: EntitySensor) -> UInt32 { device(gateway) + kind.rawValue }

    /// entPhysicalIndex of a part wired to a gateway.
    static func part(_ gateway: UInt32, port: UInt8) -> UInt32 { device(gateway) + 20 + UInt32(min(port, 79)) }

    /// The row of a device in entPhysicalTable: its first column that can be read.
    static func pointer(_ index: UInt32) -> [UInt32] { physical + [1, EntityColumn.description.rawValue, index] }
}

/// The columns of entPhysicalTable that can be read.
enum EntityColumn: UInt32, CaseIterable {
    case description = 2
    case vendorType, containedIn, kind, position, name, hardware, firmware, software, serial, manufacturer, model, alias
    case asset, isReplaceable, manufactured, uris, uuid
}

/// PhysicalClass (IANA-ENTITY-MIB).
enum EntityClass: Int32 {
    case chassis = 3
    case sensor = 8
    case module = 9
    case stack = 11
}

/// The sensors of a gateway, by their place in it.
enum EntitySensor: UInt32, CaseIterable {
    case temperature = 1
    case power, supply, current, fan

    /// What it is called.
    var text: String {
        switch self {
        case .temperature: "Temperature"
        case .power: "Power drawn"
        case .supply: "Supply voltage"
        case .current: "Current, from power and voltage"
        case .fan: "Fan running"
        }
    }
}
