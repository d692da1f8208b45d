import NetworkValues

/// The tags before a message in LINKTYPE_WIRESHARK_UPPER_PDU: a number, a length and as many octets each, in network order,
/// as Wireshark's own "Export PDUs" has them.
enum ExportedMessage {
    /// Tags that say: syslog, between these addresses, over UDP from port 514 to port 514.
    static func tags(source: IPAddress, destination: IPAddress) -> [UInt8] {
        var octets: [UInt8] = []
        // The name of the dissector, padded to a multiple of four.
        tag(12, Array("syslog".utf8) + [0, 0], &octets)
        tag(source.octets.count == 4 ? 20 : 22, source.octets, &octets)
        tag(destination.octets.count == 4 ? 21 : 23, destination.octets, &octets)
        // The kind of the ports is UDP (3).
        for (number, value) in [(24, 3), (25, InternetHeaders.port), (26, InternetHeaders.port)] {
            var octetsOfValue: [UInt8] = []
            octetsOfValue.append(big: UInt32(value))
            tag(UInt16(number), octetsOfValue, &octets)
        }
        return octets + [0, 0, 0, 0]
    }

    private static func tag(_ number: UInt16, _ value: [UInt8], _ octets: inout [UInt8]) {
        octets.append(big: number)
        octets.append(big: UInt16(truncatingIfNeeded: value.count))
        octets += value
    }
}
