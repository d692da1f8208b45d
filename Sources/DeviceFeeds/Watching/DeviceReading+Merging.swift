import DeviceProtocols

extension DeviceReading {
    /// Whether it tells how long the device has run: what stood before is over then.
    var tellsOfStart: Bool {
        switch self {
        case .upTime, .started: true
        default: false
        }
    }
}

extension DeviceIdentity {
    /// Takes over what another one says.
    mutating func merge(_ other: DeviceIdentity) {
        model = other.model ?? model
        mac = other.mac ?? mac
        if !other.version.isEmpty { version = other.version }
        if !other.bootVersion.isEmpty { bootVersion = other.bootVersion }
        if !other.hardware.isEmpty { hardware = other.hardware }
        if !other.name.isEmpty { name = other.name }
        if !other.location.isEmpty { location = other.location }
        if !other.serial.isEmpty { serial = other.serial }
        if !other.text.isEmpty { text = other.text }
    }
}
