/// Makes the messages of notifications: a Trap-PDU of SNMPv1 (RFC 1157 4.1.6), or an SNMPv2-Trap-PDU (RFC 3416 4.2.6) in
/// a message of version 2c or for version 3.
struct TrapEncoder: Sendable {
    /// No message is longer, so that it passes every network in one piece.
    static let maximumCount = 1200

    /// sysObjectID, the enterprise of generic traps in SNMPv1.
    let objectID: [UInt32]

    /// A message of version 1. `address` is the host's own toward the receiver.
    func v1(_ content: NotificationContent, community: String, address: UInt32, upTime: UInt32) -> [UInt8] {
        fitted(content) { content in
            let (enterprise, specific) = content.enterpriseAndSpecific
            let isGeneric = content.generic != nil
            let body =
                BER.name(isGeneric ? objectID : enterprise)
                + BER.element(ValueTag.ipAddress, (0..<4).map { UInt8(truncatingIfNeeded: address >> (24 - 8 * $0)) })
                + BER.integer(Int64(content.generic?.rawValue ?? 6))
                + BER.integer(isGeneric ? 0 : Int64(specific)) + BER.unsigned(ValueTag.timeTicks, upTime)
                + Self.bindings(content.variables)
            return BER.element(
                ValueTag.sequence,
                BER.integer(0) + BER.element(ValueTag.octetString, Array(community.utf8)) + BER.element(0xa4, body))
        }
    }

    /// A message of version 2c.
    func v2c(_ content: NotificationContent, community: String, requestID: Int32, upTime: UInt32) -> [UInt8] {
        fitted(content) { content in
            BER.element(
                ValueTag.sequence,
                BER.integer(1) + BER.element(ValueTag.octetString, Array(community.utf8))
                    + Self.pdu(content, requestID: requestID, upTime: upTime))
        }
    }

    /// The scopedPDU of a message of version 3 (RFC 3412 6), in the default context. `overhead` is what the message adds
    /// to it.
    func scopedPDU(
        _ content: NotificationContent, engineID: [UInt8], requestID: Int32, upTime: UInt32, overhead: Int
    ) -> [UInt8] {
        fitted(content, reserve: overhead) { content in
            BER.element(
                ValueTag.sequence,
                BER.element(ValueTag.octetString, engineID) + BER.element(ValueTag.octetString, [])
                    + Self.pdu(content, requestID: requestID, upTime: upTime))
        }
    }

    /// What `encode` makes, of a shorter text when it would get too long otherwise.
    private func fitted(
        _ content: NotificationContent, reserve: Int = 0, _ encode: (NotificationContent) -> [UInt8]
    ) -> [UInt8] {
        let octets = encode(content)
        let excess = octets.count + reserve - Self.maximumCount
        guard excess > 0, let shorter = content.shortened(by: excess) else { return octets }
        return encode(shorter)
    }

    private static func pdu(_ content: NotificationContent, requestID: Int32, upTime: UInt32) -> [UInt8] {
        // sysUpTime.0 and snmpTrapOID.0 come first (RFC 3416 4.2.6).
        let head = [
            NotificationVariable(name: [1, 3, 6, 1, 2, 1, 1, 3, 0], value: .ticks(upTime)),
            NotificationVariable(name: [1, 3, 6, 1, 6, 3, 1, 1, 4, 1, 0], value: .name(content.name)),
        ]
        let body = BER.integer(Int64(requestID)) + BER.integer(0) + BER.integer(0) + bindings(head + content.variables)
        return BER.element(0xa7, body)
    }

    private static func bindings(_ variables: [NotificationVariable]) -> [UInt8] {
        BER.element(
            ValueTag.sequence,
            variables.flatMap { BER.element(ValueTag.sequence, BER.name($0.name) + value($0.value)) })
    }

    private static func value(_ value: NotificationVariable.Value) -> [UInt8] {
        switch value {
        case .integer(let number): BER.integer(Int64(number))
        case .unsigned(let number): BER.unsigned(ValueTag.gauge32, number)
        case .octets(let octets): BER.element(ValueTag.octetString, octets)
        case .name(let arcs): BER.name(arcs)
        case .ticks(let ticks): BER.unsigned(ValueTag.timeTicks, ticks)
        }
    }
}

/// Elements in the Basic Encoding Rules (X.690), one inside of the other. Notifications are few; rows and replies are
/// written in place instead.
enum BER {
    /// An element with a tag of one octet.
    static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        var octets = [tag]
        octets.reserveCapacity(content.count + 4)
        if content.count >= 0x100 {
            octets += [0x82, UInt8(truncatingIfNeeded: content.count >> 8), UInt8(truncatingIfNeeded: content.count)]
        } else if content.count >= 0x80 {
            octets += [0x81, UInt8(truncatingIfNeeded: content.count)]
        } else {
            octets.append(UInt8(content.count))
        }
        return octets + content
    }

    /// An INTEGER.
    static func integer(_ value: Int64) -> [UInt8] {
        let count = BERTarget.integerCount(value)
        let bits = UInt64(bitPattern: value)
        return element(
            ValueTag.integer, (0..<count).map { UInt8(truncatingIfNeeded: bits >> UInt64(8 * (count - 1 - $0))) })
    }

    /// An unsigned number of 32 bits.
    static func unsigned(_ tag: UInt8, _ value: UInt32) -> [UInt8] {
        let count = BERTarget.unsignedCount(UInt64(value))
        return element(
            tag, (0..<count).map { UInt8(truncatingIfNeeded: UInt64(value) >> UInt64(8 * (count - 1 - $0))) })
    }

    /// An OBJECT IDENTIFIER of two or more sub-identifiers.
    static func name(_ arcs: [UInt32]) -> [UInt8] {
        element(ValueTag.objectIdentifier, NameEncoding.content(of: arcs))
    }
}
