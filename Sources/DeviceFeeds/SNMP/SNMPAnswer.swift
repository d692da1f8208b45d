import DeviceProtocols

/// What a device answered.
struct SNMPAnswer: Hashable, Sendable {
    var errorStatus: Int32 = 0
    var errorIndex: Int32 = 0
    var variables: [SNMPVariable] = []

    static let tooBig: Int32 = 1
    static let noSuchName: Int32 = 2
}

extension [UInt32] {
    /// Whether this name comes before another one (RFC 2578, 7.1.2; lexicographic order).
    func comesBefore(_ other: [UInt32]) -> Bool { lexicographicallyPrecedes(other) }
}
