/// Writes an LLDPDU. Optional TLVs that would pass the size limit are left out, the last ones first (IEEE 802.1AB-2016,
/// 9.2.7.3).
struct LLDPEncoder {
    /// Two octets are kept for the end.
    private static let room = LLDPDU.sizeLimit - 2
    private(set) var octets: [UInt8] = []

    mutating func tlv(_ type: UInt8, _ information: [UInt8]) {
        guard information.count <= 511, octets.count + 2 + information.count <= Self.room else { return }
        octets.append(number16: UInt16(type) << 9 | UInt16(information.count))
        octets += information
    }

    mutating func organizational(_ organization: UInt32, _ subtype: UInt8, _ information: [UInt8]) {
        var content: [UInt8] = []
        content.append(number32: organization << 8 | UInt32(subtype))
        tlv(TLVType.organizational, content + information)
    }

    mutating func text(_ type: UInt8, _ text: String?) {
        guard let text else { return }
        tlv(type, Self.octets(of: text, limit: 255))
    }

    mutating func end() {
        octets.append(number16: 0)
    }

    /// The text's octets, cut between characters.
    static func octets(of text: String, limit: Int) -> [UInt8] {
        guard text.utf8.count > limit else { return Array(text.utf8) }
        var octets: [UInt8] = []
        for character in text {
            guard octets.count + character.utf8.count <= limit else { break }
            octets += Array(character.utf8)
        }
        return octets
    }
}

extension LLDPDU {
    /// The LLDPDU as it is sent, its end included: at most `sizeLimit` octets. One that says that its sender stops has only
    /// the three TLVs that must be there (IEEE 802.1AB-2016, 9.1.2.2).
    public func encoded() -> [UInt8] {
        var encoder = LLDPEncoder()
        encoder.tlv(TLVType.chassisID, [chassis.subtype] + chassis.octets)
        encoder.tlv(TLVType.portID, [port.subtype] + port.octets)
        encoder.tlv(
            TLVType.timeToLive, [UInt8(timeToLiveSeconds >> 8), UInt8(truncatingIfNeeded: timeToLiveSeconds)])
        if !isShutdown {
            encodeBasics(to: &encoder)
            encodeDot1(to: &encoder)
            encodeDot3(to: &encoder)
            encodeMED(to: &encoder)
            for tlv in unknown { encoder.tlv(tlv.type, tlv.octets) }
        }
        encoder.end()
        return encoder.octets
    }

    private func encodeBasics(to encoder: inout LLDPEncoder) {
        encoder.text(TLVType.portDescription, portDescription)
        encoder.text(TLVType.systemName, systemName)
        encoder.text(TLVType.systemDescription, systemDescription)
        if let capabilities {
            var content: [UInt8] = []
            content.append(number16: capabilities.available.rawValue)
            content.append(number16: capabilities.enabled.rawValue)
            encoder.tlv(TLVType.capabilities, content)
        }
        for address in managementAddresses {
            var content = [UInt8(address.octets.count + 1), address.family] + address.octets
            content.append(address.interfaceSubtype)
            content.append(number32: address.interfaceNumber)
            content.append(UInt8(address.objectIdentifier.count))
            encoder.tlv(TLVType.managementAddress, content + address.objectIdentifier)
        }
    }

    private func encodeDot1(to encoder: inout LLDPEncoder) {
        if let vlan = dot1.portVLAN {
            encoder.organizational(TLVType.dot1, 1, [UInt8(vlan >> 8), UInt8(truncatingIfNeeded: vlan)])
        }
        for entry in dot1.protocolVLANs {
            encoder.organizational(
                TLVType.dot1, 2, [entry.flags, UInt8(entry.vlan >> 8), UInt8(truncatingIfNeeded: entry.vlan)])
        }
        for entry in dot1.vlanNames {
            let name = LLDPEncoder.octets(of: entry.name, limit: 32)
            encoder.organizational(
                TLVType.dot1, 3,
                [UInt8(entry.vlan >> 8), UInt8(truncatingIfNeeded: entry.vlan), UInt8(name.count)] + name)
        }
    }

    private func encodeDot3(to encoder: inout LLDPEncoder) {
        if let state = dot3.macPHY {
            var content = [state.autoNegotiation]
            content.append(number16: state.advertised)
            content.append(number16: state.mauType)
            encoder.organizational(TLVType.dot3, 1, content)
        }
        if let power = dot3.power {
            encoder.organizational(
                TLVType.dot3, 2, [power.support, power.pairs, power.powerClass] + power.extensions)
        }
        if let link = dot3.linkAggregation {
            var content = [link.status]
            content.append(number32: link.portID)
            encoder.organizational(TLVType.dot3, 3, content)
        }
        if let size = dot3.maximumFrameSize {
            encoder.organizational(TLVType.dot3, 4, [UInt8(size >> 8), UInt8(truncatingIfNeeded: size)])
        }
    }

    /// The capabilities stand first, because a receiver believes the others only after them (ANSI/TIA-1057, 10.2.1).
    private func encodeMED(to encoder: inout LLDPEncoder) {
        if let capabilities = med.capabilities {
            var content: [UInt8] = []
            content.append(number16: capabilities.kinds.rawValue)
            encoder.organizational(TLVType.med, 1, content + [capabilities.deviceClass])
        }
        for policy in med.policies {
            var content: [UInt8] = []
            content.append(number32: policy.bits)
            encoder.organizational(TLVType.med, 2, content)
        }
        for location in med.locations { encoder.organizational(TLVType.med, 3, [location.format] + location.octets) }
        if let power = med.power {
            var content = [power.type << 6 | power.source << 4 | power.priority]
            content.append(number16: power.tenthsOfWatt)
            encoder.organizational(TLVType.med, 4, content)
        }
        for subtype in UInt8(5)...11 where !med.inventory[subtype].isEmpty {
            encoder.organizational(
                TLVType.med, subtype, LLDPEncoder.octets(of: med.inventory[subtype], limit: MEDInventory.limit))
        }
    }
}
