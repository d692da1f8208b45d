/// Reads an LLDPDU, TLV after TLV (IEEE 802.1AB-2016, 9.2.7.7).
struct LLDPDecoder {
    var unit: LLDPDU
    /// Optional TLVs that may stand there once and did: type and subtype, organizations apart.
    var seen: Set<UInt64> = []

    static func decode(_ bytes: Span<UInt8>, _ payload: Range<Int>) throws(LLDPError) -> LLDPDU {
        var cursor = OctetCursor(payload, in: bytes)
        let chassis = try identifier(TLVType.chassisID, &cursor, bytes)
        let port = try identifier(TLVType.portID, &cursor, bytes)
        let timeToLive = try mandatory(TLVType.timeToLive, &cursor, bytes)
        guard timeToLive.count >= 2 else { throw .timeToLiveLength(timeToLive.count) }
        let seconds = UInt16(bytes[timeToLive.lowerBound]) << 8 | UInt16(bytes[timeToLive.lowerBound + 1])
        var decoder = LLDPDecoder(
            unit: LLDPDU(
                chassis: ChassisID(subtype: chassis.subtype, octets: bytes.octets(in: chassis.content)),
                port: PortID(subtype: port.subtype, octets: bytes.octets(in: port.content)),
                timeToLiveSeconds: seconds))
        try decoder.optional(&cursor, bytes)
        return decoder.unit
    }

    /// The next TLV; `nil` where the LLDPDU ends, with or without an end TLV. What stands behind the end is padding.
    private static func next(_ cursor: inout OctetCursor, _ bytes: Span<UInt8>) throws(LLDPError) -> (
        type: UInt8, information: Range<Int>
    )? {
        guard cursor.left > 0 else { return nil }
        guard let header = cursor.number16(in: bytes) else { throw .headerTruncated(left: cursor.left) }
        let type = UInt8(truncatingIfNeeded: header >> 9)
        let length = Int(header & 0x1ff)
        guard type != TLVType.end else {
            guard length == 0 else { throw .endLength(length) }
            return nil
        }
        guard let information = cursor.take(length) else {
            throw .overrun(type: type, length: length, left: cursor.left)
        }
        return (type, information)
    }

    private static func mandatory(
        _ type: UInt8, _ cursor: inout OctetCursor, _ bytes: Span<UInt8>
    ) throws(LLDPError) -> Range<Int> {
        guard let found = try next(&cursor, bytes) else { throw .misplaced(expected: type, found: nil) }
        guard found.type == type else {
            if found.type >= TLVType.chassisID, found.type < type { throw .duplicate(type: found.type) }
            throw .misplaced(expected: type, found: found.type)
        }
        return found.information
    }

    private static func identifier(
        _ type: UInt8, _ cursor: inout OctetCursor, _ bytes: Span<UInt8>
    ) throws(LLDPError) -> (subtype: UInt8, content: Range<Int>) {
        let information = try mandatory(type, &cursor, bytes)
        guard (2...256).contains(information.count) else { throw .identifierLength(type: type, information.count) }
        let subtype = bytes[information.lowerBound]
        guard (1...7).contains(subtype) else { throw .subtype(type: type, subtype) }
        return (subtype, (information.lowerBound + 1)..<information.upperBound)
    }

    private mutating func optional(_ cursor: inout OctetCursor, _ bytes: Span<UInt8>) throws(LLDPError) {
        var count = 3
        while let found = try Self.next(&cursor, bytes) {
            count += 1
            guard count <= LLDPDU.tlvLimit else { throw .tooManyTLVs(limit: LLDPDU.tlvLimit) }
            guard !(TLVType.chassisID...TLVType.timeToLive).contains(found.type) else {
                throw .duplicate(type: found.type)
            }
            // Reading the rest goes on behind a wrong optional TLV: its own length says where the next one begins.
            do throws(LLDPError) {
                try take(found.type, OctetCursor(found.information, in: bytes), bytes)
            } catch {
                unit.discarded.append(error)
            }
        }
    }

    private mutating func take(_ type: UInt8, _ cursor: OctetCursor, _ bytes: Span<UInt8>) throws(LLDPError) {
        switch type {
        case TLVType.portDescription:
            unit.portDescription = try text(type, cursor, bytes)
        case TLVType.systemName:
            unit.systemName = try text(type, cursor, bytes)
        case TLVType.systemDescription:
            unit.systemDescription = try text(type, cursor, bytes)
        case TLVType.capabilities:
            try once(type)
            unit.capabilities = try Self.capabilities(cursor, bytes)
        case TLVType.managementAddress:
            try managementAddress(cursor, bytes)
        case TLVType.organizational:
            try organizational(cursor, bytes)
        default:
            keep(type, cursor, bytes)
        }
    }

    mutating func keep(_ type: UInt8, _ cursor: OctetCursor, _ bytes: Span<UInt8>) {
        unit.unknown.append(UnknownTLV(type: type, octets: bytes.octets(in: cursor.rest)))
    }

    /// Remembers a TLV that may stand there once.
    mutating func once(_ type: UInt8, organization: UInt32 = 0, subtype: UInt8? = nil, index: UInt8 = 0)
        throws(LLDPError)
    {
        let key = UInt64(type) << 48 | UInt64(organization) << 16 | UInt64(subtype ?? 0) << 8 | UInt64(index)
        guard seen.insert(key).inserted else { throw .repeated(type: type, subtype: subtype) }
    }

    private mutating func text(_ type: UInt8, _ cursor: OctetCursor, _ bytes: Span<UInt8>) throws(LLDPError) -> String {
        try once(type)
        guard cursor.left <= 255 else { throw .valueTooLong(type: type, subtype: nil, limit: 255, found: cursor.left) }
        return LinkText.text(bytes, cursor.rest)
    }

    private static func capabilities(_ cursor: OctetCursor, _ bytes: Span<UInt8>) throws(LLDPError) -> LLDPCapabilities
    {
        var cursor = cursor
        let found = cursor.left
        guard let available = cursor.number16(in: bytes), let enabled = cursor.number16(in: bytes) else {
            throw .valueTooShort(type: TLVType.capabilities, subtype: nil, needed: 4, found: found)
        }
        return LLDPCapabilities(available: .init(rawValue: available), enabled: .init(rawValue: enabled))
    }

    private mutating func managementAddress(_ cursor: OctetCursor, _ bytes: Span<UInt8>) throws(LLDPError) {
        let type = TLVType.managementAddress
        let limit = LLDPDU.managementAddressLimit
        var cursor = cursor
        let found = cursor.left
        guard let length = cursor.octet(in: bytes) else {
            throw .valueTooShort(type: type, subtype: nil, needed: 9, found: found)
        }
        guard (2...32).contains(length) else { throw .managementAddressLength(Int(length)) }
        guard let family = cursor.octet(in: bytes), let address = cursor.take(Int(length) - 1),
            let interfaceSubtype = cursor.octet(in: bytes), let number = cursor.number32(in: bytes),
            let oidLength = cursor.octet(in: bytes), let oid = cursor.take(Int(oidLength))
        else { throw .valueTooShort(type: type, subtype: nil, needed: Int(length) + 7, found: found) }
        guard oidLength <= 128 else {
            throw .valueTooLong(type: type, subtype: nil, limit: 128, found: Int(oidLength))
        }
        guard unit.managementAddresses.count < limit else {
            throw .tooManyOfKind(type: type, subtype: nil, limit: limit)
        }
        unit.managementAddresses.append(
            ManagementAddress(
                family: family, octets: bytes.octets(in: address), interfaceSubtype: interfaceSubtype,
                interfaceNumber: number, objectIdentifier: bytes.octets(in: oid)))
    }
}
