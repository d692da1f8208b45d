/// Who the engine is to SNMPv3 (RFC 3411 3.1.1, RFC 3414 2.2): an identifier that never changes and the number of its
/// starts.
public struct EngineIdentity: Hashable, Sendable {
    /// snmpEngineID, 5 to 32 octets.
    public let engineID: [UInt8]
    /// snmpEngineBoots, 1 to 2147483647; at the last the engine takes no authenticated message any more until its
    /// identity is made anew.
    public let boots: Int32

    /// The last value of snmpEngineBoots, which it never leaves.
    public static let lastBoots = Int32.max

    /// Makes an identity; `nil` when the identifier has fewer than 5 or more than 32 octets, is all zeros or all ones
    /// (RFC 3411 5), or the number of starts is below 1.
    public init?(engineID: [UInt8], boots: Int32) {
        guard (5...32).contains(engineID.count), !engineID.allSatisfy({ $0 == 0 }),
            !engineID.allSatisfy({ $0 == 0xff }), boots >= 1
        else { return nil }
        self.engineID = engineID
        self.boots = boots
    }

    /// A new identity: in the form of RFC 3411 5 with an enterprise number and, as format 5, eight octets that nobody else
    /// has by all likelihood. They tell nothing about the host, and do not change with its address or its hardware.
    ///
    /// `enterprise` is that of the modules' root, by default 8072, below which netSnmpPlaypen stands.
    public static func new(
        enterprise: UInt32 = 8072, using random: inout some RandomNumberGenerator
    ) -> EngineIdentity {
        let number = enterprise | 0x8000_0000
        let head = (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * UInt32($0))) }
        let tail = (0..<8).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        return EngineIdentity(unchecked: head + [5] + tail, boots: 1)
    }

    private init(unchecked engineID: [UInt8], boots: Int32) {
        self.engineID = engineID
        self.boots = boots
    }

    /// The same engine, started once more.
    func restarted() -> EngineIdentity {
        EngineIdentity(unchecked: engineID, boots: boots == Self.lastBoots ? boots : boots + 1)
    }
}
