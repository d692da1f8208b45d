/// TLVs of organizations, type 127 (IEEE 802.1AB-2016, 8.6).
extension LLDPDecoder {
    /// VLANs of one kind that are kept.
    private static var vlanLimit: Int { 128 }

    mutating func organizational(_ cursor: OctetCursor, _ bytes: Span<UInt8>) throws(LLDPError) {
        var inner = cursor
        guard let identifier = inner.number32(in: bytes) else {
            throw .valueTooShort(type: TLVType.organizational, subtype: nil, needed: 4, found: cursor.left)
        }
        let subtype = UInt8(truncatingIfNeeded: identifier)
        switch identifier >> 8 {
        case TLVType.dot1 where (1...3).contains(subtype): try dot1(subtype, inner, bytes)
        case TLVType.dot1 where subtype == 7: try linkAggregation(TLVType.dot1, subtype, inner, bytes)
        case TLVType.dot3 where (1...4).contains(subtype): try dot3(subtype, inner, bytes)
        case TLVType.med where (1...11).contains(subtype): try med(subtype, inner, bytes)
        default: keep(TLVType.organizational, cursor, bytes)
        }
    }

    private func short(_ subtype: UInt8, _ needed: Int, _ found: Int) -> LLDPError {
        .valueTooShort(type: TLVType.organizational, subtype: subtype, needed: needed, found: found)
    }

    private mutating func once(_ organization: UInt32, _ subtype: UInt8, index: UInt8 = 0) throws(LLDPError) {
        try once(TLVType.organizational, organization: organization, subtype: subtype, index: index)
    }

    private mutating func dot1(_ subtype: UInt8, _ cursor: OctetCursor, _ bytes: Span<UInt8>) throws(LLDPError) {
        var cursor = cursor
        let found = cursor.left
        switch subtype {
        case 1:
            guard let vlan = cursor.number16(in: bytes) else { throw short(subtype, 2, found) }
            try once(TLVType.dot1, subtype)
            unit.dot1.portVLAN = vlan
        case 2:
            guard let flags = cursor.octet(in: bytes), let vlan = cursor.number16(in: bytes) else {
                throw short(subtype, 3, found)
            }
            try room(unit.dot1.protocolVLANs.count, subtype)
            unit.dot1.protocolVLANs.append(.init(flags: flags, vlan: vlan))
        default:
            guard let vlan = cursor.number16(in: bytes), let length = cursor.octet(in: bytes) else {
                throw short(subtype, 3, found)
            }
            guard let name = cursor.take(Int(length)) else { throw short(subtype, Int(length) + 3, found) }
            try room(unit.dot1.vlanNames.count, subtype)
            unit.dot1.vlanNames.append(.init(vlan: vlan, name: LinkText.text(bytes, name)))
        }
    }

    private func room(_ count: Int, _ subtype: UInt8) throws(LLDPError) {
        guard count < Self.vlanLimit else {
            throw .tooManyOfKind(type: TLVType.organizational, subtype: subtype, limit: Self.vlanLimit)
        }
    }

    private mutating func dot3(_ subtype: UInt8, _ cursor: OctetCursor, _ bytes: Span<UInt8>) throws(LLDPError) {
        var cursor = cursor
        let found = cursor.left
        switch subtype {
        case 1:
            guard let status = cursor.octet(in: bytes), let advertised = cursor.number16(in: bytes),
                let type = cursor.number16(in: bytes)
            else { throw short(subtype, 5, found) }
            try once(TLVType.dot3, subtype)
            unit.dot3.macPHY = .init(autoNegotiation: status, advertised: advertised, mauType: type)
        case 2:
            guard let support = cursor.octet(in: bytes), let pairs = cursor.octet(in: bytes),
                let powerClass = cursor.octet(in: bytes)
            else { throw short(subtype, 3, found) }
            try once(TLVType.dot3, subtype)
            unit.dot3.power = .init(
                support: support, pairs: pairs, powerClass: powerClass, extensions: bytes.octets(in: cursor.rest))
        case 3:
            try linkAggregation(TLVType.dot3, subtype, cursor, bytes)
        default:
            guard let size = cursor.number16(in: bytes) else { throw short(subtype, 2, found) }
            try once(TLVType.dot3, subtype)
            unit.dot3.maximumFrameSize = size
        }
    }

    /// The same in both organizations: IEEE 802.1 took it over from IEEE 802.3.
    private mutating func linkAggregation(
        _ organization: UInt32, _ subtype: UInt8, _ cursor: OctetCursor, _ bytes: Span<UInt8>
    ) throws(LLDPError) {
        var cursor = cursor
        let found = cursor.left
        guard let status = cursor.octet(in: bytes), let port = cursor.number32(in: bytes) else {
            throw short(subtype, 5, found)
        }
        try once(organization, subtype)
        unit.dot3.linkAggregation = .init(status: status, portID: port)
    }

    private mutating func med(_ subtype: UInt8, _ cursor: OctetCursor, _ bytes: Span<UInt8>) throws(LLDPError) {
        var cursor = cursor
        let found = cursor.left
        switch subtype {
        case 1:
            guard let kinds = cursor.number16(in: bytes), let deviceClass = cursor.octet(in: bytes) else {
                throw short(subtype, 3, found)
            }
            try once(TLVType.med, subtype)
            unit.med.capabilities = .init(kinds: .init(rawValue: kinds), deviceClass: deviceClass)
        case 2:
            guard let bits = cursor.number32(in: bytes) else { throw .policyLength(found) }
            let policy = NetworkPolicy(bits: bits)
            try once(TLVType.med, subtype, index: policy.application)
            unit.med.policies.append(policy)
        case 3:
            guard let format = cursor.octet(in: bytes), cursor.left > 0 else { throw short(subtype, 2, found) }
            try once(TLVType.med, subtype, index: format)
            unit.med.locations.append(.init(format: format, octets: bytes.octets(in: cursor.rest)))
        case 4:
            guard let bits = cursor.octet(in: bytes), let power = cursor.number16(in: bytes) else {
                throw short(subtype, 3, found)
            }
            try once(TLVType.med, subtype)
            unit.med.power = .init(type: bits >> 6, source: bits >> 4, priority: bits, tenthsOfWatt: power)
        default:
            try inventory(subtype, cursor, bytes)
        }
    }

    private mutating func inventory(_ subtype: UInt8, _ cursor: OctetCursor, _ bytes: Span<UInt8>) throws(LLDPError) {
        guard cursor.left <= MEDInventory.limit else {
            throw .valueTooLong(
                type: TLVType.organizational, subtype: subtype, limit: MEDInventory.limit, found: cursor.left)
        }
        try once(TLVType.med, subtype)
        unit.med.inventory[subtype] = LinkText.text(bytes, cursor.rest)
    }
}
