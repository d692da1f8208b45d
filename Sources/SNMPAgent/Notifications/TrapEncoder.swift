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
            let pdu = Self.pdu(content, as: type, requestID: requestID, upTime: upTime)
            let count = 3 + BERSize.valueCount(community.utf8.count) + pdu.count
            var octets: [UInt8] = []
            octets.reserveCapacity(count + 8)
            Self.begin(BERTag.sequence, count, &octets)
            octets += [BERTag.integer, 1, 1]
            Self.begin(BERTag.octetString, community.utf8.count, &octets)
            octets += community.utf8
            octets += pdu
            return octets
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
        let ticks = BEREncoding.element(
            BERTag.sequence, upTimeName + BEREncoding.unsigned(BERTag.timeTicks, upTime))
        let rest = content.bindings ?? bindings(of: content)
        let identifier = BEREncoding.integer(Int64(requestID))
        let listCount = ticks.count + rest.count
        let count = identifier.count + noError.count + BERSize.valueCount(listCount)
        var octets: [UInt8] = []
        octets.reserveCapacity(count + 8)
        begin(type.rawValue, count, &octets)
        octets += identifier
        octets += noError
        begin(BERTag.sequence, listCount, &octets)
        octets += ticks
        octets += rest
        return octets
    }

    private static let upTimeName = BEREncoding.name([1, 3, 6, 1, 2, 1, 1, 3, 0])
    private static let trapName = BEREncoding.name([1, 3, 6, 1, 6, 3, 1, 1, 4, 1, 0])
    /// error-status and error-index.
    private static let noError = BEREncoding.integer(0) + BEREncoding.integer(0)

    /// Appends an element's tag and length.
    private static func begin(_ tag: UInt8, _ count: Int, _ octets: inout [UInt8]) {
        octets.append(tag)
        let more = BERSize.lengthCount(count) - 1
        if more > 0 { octets.append(0x80 | UInt8(truncatingIfNeeded: more)) }
        for place in (0..<max(more, 1)).reversed() {
            octets.append(UInt8(truncatingIfNeeded: count >> (8 * place)))
        }
    }

    /// The variable bindings of a notification in octets, without the list around them: snmpTrapOID.0 and its own.
    static func bindings(of content: NotificationContent) -> [UInt8] {
        var octets = BEREncoding.element(BERTag.sequence, trapName + BEREncoding.name(content.name))
        for variable in content.variables { octets += binding(variable) }
        return octets
    }

    private static func binding(_ variable: NotificationVariable) -> [UInt8] {
        BEREncoding.element(BERTag.sequence, BEREncoding.name(variable.name) + value(variable.value))
    }

    private static func bindings(_ variables: [NotificationVariable]) -> [UInt8] {
        BEREncoding.element(
            BERTag.sequence,
            variables.flatMap(binding))
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
