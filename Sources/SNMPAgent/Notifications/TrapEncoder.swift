import SNMPProtocol

/// Makes the messages of notifications: a Trap-PDU of SNMPv1 (RFC 1157 4.1.6), or an SNMPv2-Trap-PDU (RFC 3416 4.2.6) or
/// InformRequest-PDU (RFC 3416 4.2.7) in a message of version 2c or for version 3.
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
                BEREncoding.name(isGeneric ? objectID : enterprise)
                + BEREncoding.element(
                    BERTag.ipAddress, (0..<4).map { UInt8(truncatingIfNeeded: address >> (24 - 8 * $0)) })
                + BEREncoding.integer(Int64(content.generic?.rawValue ?? 6))
                + BEREncoding.integer(isGeneric ? 0 : Int64(specific)) + BEREncoding.unsigned(BERTag.timeTicks, upTime)
                + Self.bindings(content.variables)
            return BEREncoding.element(
                BERTag.sequence,
                BEREncoding.integer(0) + BEREncoding.element(BERTag.octetString, Array(community.utf8))
                    + BEREncoding.element(PDUType.trapV1.rawValue, body))
        }
    }

    /// A message of version 2c.
    func v2c(
        _ content: NotificationContent, as type: PDUType = .trapV2, community: String, requestID: Int32, upTime: UInt32
    ) -> [UInt8] {
        fitted(content) { content in
            BEREncoding.element(
                BERTag.sequence,
                BEREncoding.integer(1) + BEREncoding.element(BERTag.octetString, Array(community.utf8))
                    + Self.pdu(content, as: type, requestID: requestID, upTime: upTime))
        }
    }

    /// The scopedPDU of a message of version 3 (RFC 3412 6), in the default context. `overhead` is what the message adds
    /// to it.
    func scopedPDU(
        _ content: NotificationContent, as type: PDUType = .trapV2, engineID: [UInt8], requestID: Int32, upTime: UInt32,
        overhead: Int
    ) -> [UInt8] {
        fitted(content, reserve: overhead) { content in
            BEREncoding.element(
                BERTag.sequence,
                BEREncoding.element(BERTag.octetString, engineID) + BEREncoding.element(BERTag.octetString, [])
                    + Self.pdu(content, as: type, requestID: requestID, upTime: upTime))
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

    private static func pdu(
        _ content: NotificationContent, as type: PDUType, requestID: Int32, upTime: UInt32
    ) -> [UInt8] {
        // sysUpTime.0 and snmpTrapOID.0 come first (RFC 3416 4.2.6).
        let head = [
            NotificationVariable(name: [1, 3, 6, 1, 2, 1, 1, 3, 0], value: .ticks(upTime)),
            NotificationVariable(name: [1, 3, 6, 1, 6, 3, 1, 1, 4, 1, 0], value: .name(content.name)),
        ]
        let body =
            BEREncoding.integer(Int64(requestID)) + BEREncoding.integer(0) + BEREncoding.integer(0)
            + bindings(head + content.variables)
        return BEREncoding.element(type.rawValue, body)
    }

    private static func bindings(_ variables: [NotificationVariable]) -> [UInt8] {
        BEREncoding.element(
            BERTag.sequence,
            variables.flatMap { BEREncoding.element(BERTag.sequence, BEREncoding.name($0.name) + value($0.value)) })
    }

    private static func value(_ value: NotificationVariable.Value) -> [UInt8] {
        switch value {
        case .integer(let number): BEREncoding.integer(Int64(number))
        case .unsigned(let number): BEREncoding.unsigned(BERTag.gauge32, number)
        case .octets(let octets): BEREncoding.element(BERTag.octetString, octets)
        case .name(let arcs): BEREncoding.name(arcs)
        case .ticks(let ticks): BEREncoding.unsigned(BERTag.timeTicks, ticks)
        }
    }
}
