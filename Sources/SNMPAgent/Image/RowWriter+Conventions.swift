public import NetworkValues

/// Textual conventions of RFC 2579 and RFC 4001.
extension RowWriter {
    /// Writes a TruthValue: true(1) or false(2).
    public mutating func truthValue(_ column: UInt32, _ value: Bool) {
        integer(column, value ? 1 : 2)
    }

    /// Writes a MacAddress or PhysAddress of six octets, or an empty string for none.
    public mutating func macAddress(_ column: UInt32, _ address: MACAddress?) {
        octetString(column, address?.octets ?? [])
    }

    /// Writes a DateAndTime of eleven octets in UTC, or for no time the eight octets of zero.
    public mutating func dateAndTime(_ column: UInt32, _ time: Timestamp?) {
        guard let time else {
            octetString(column, repeatElement(0, count: 8))
            return
        }
        let date = CalendarDate(time)
        let year = UInt16(clamping: date.year)
        octetString(
            column,
            [
                UInt8(truncatingIfNeeded: year >> 8), UInt8(truncatingIfNeeded: year), UInt8(clamping: date.month),
                UInt8(clamping: date.day), UInt8(clamping: date.hour), UInt8(clamping: date.minute),
                UInt8(clamping: date.second), UInt8(clamping: date.millisecond / 100), UInt8(ascii: "+"), 0, 0,
            ])
    }

    /// Writes BITS of `octetCount` octets: bit 0 is the highest of the first octet (RFC 2578 7.1.4). Bits that have no
    /// room are left out.
    public mutating func bits(_ column: UInt32, _ set: some Sequence<Int>, octetCount: Int = 1) {
        var octets = [UInt8](repeating: 0, count: octetCount)
        for bit in set where bit >= 0 && bit < octetCount * 8 { octets[bit / 8] |= 0x80 >> UInt8(bit % 8) }
        octetString(column, octets)
    }

    /// Writes an InetAddressType and an InetAddress, whose columns follow each other in this order (RFC 4001): ipv4(1),
    /// ipv6(2), ipv6z(4) with a zone, or unknown(0) with an empty string for no address.
    public mutating func inetAddress(_ typeColumn: UInt32, _ addressColumn: UInt32, _ address: IPAddress?) {
        switch address {
        case .v4?:
            integer(typeColumn, 1)
        case .v6(_, _, let zone)?:
            integer(typeColumn, zone == 0 ? 2 : 4)
        case nil:
            integer(typeColumn, 0)
        }
        var octets = address?.octets ?? []
        if case .v6(_, _, let zone)? = address, zone != 0 {
            octets += (0..<4).map { UInt8(truncatingIfNeeded: zone >> (24 - 8 * $0)) }
        }
        octetString(addressColumn, octets)
    }
}
