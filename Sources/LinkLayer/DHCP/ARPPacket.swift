import NetworkValues

/// A packet of ARP for IPv4 over Ethernet (RFC 826).
struct ARPPacket: Hashable, Sendable {
    /// Octets of a packet.
    static let length = 28

    /// Whether it answers a request.
    var isReply: Bool
    var senderHardware: MACAddress
    /// 0.0.0.0 in a probe (RFC 5227 1.1).
    var sender: IPAddress
    var targetHardware: MACAddress
    var target: IPAddress

    /// A probe: who has this address?
    static func probe(for address: IPAddress, from hardware: MACAddress) -> ARPPacket {
        ARPPacket(
            isReply: false, senderHardware: hardware, sender: .v4(0), targetHardware: MACAddress(rawValue: 0),
            target: address)
    }

    /// An announcement: this address is ours (RFC 5227 2.3).
    static func announcement(of address: IPAddress, from hardware: MACAddress) -> ARPPacket {
        ARPPacket(
            isReply: false, senderHardware: hardware, sender: address, targetHardware: MACAddress(rawValue: 0),
            target: address)
    }

    init(
        isReply: Bool, senderHardware: MACAddress, sender: IPAddress, targetHardware: MACAddress, target: IPAddress
    ) {
        self.isReply = isReply
        self.senderHardware = senderHardware
        self.sender = sender
        self.targetHardware = targetHardware
        self.target = target
    }

    /// Reads a packet, padding behind it included; `nil` for anything else.
    init?(_ octets: [UInt8]) {
        guard octets.count >= Self.length, octets[..<6] == [0, 1, 8, 0, 6, 4], octets[6] == 0, 1...2 ~= octets[7],
            let sender = IPAddress(octets: octets[14..<18]), let target = IPAddress(octets: octets[24..<28])
        else { return nil }
        func hardware(_ range: Range<Int>) -> MACAddress {
            MACAddress(rawValue: octets[range].reduce(0) { $0 << 8 | UInt64($1) })
        }
        self.init(
            isReply: octets[7] == 2, senderHardware: hardware(8..<14), sender: sender,
            targetHardware: hardware(18..<24), target: target)
    }

    /// The packet as it is sent.
    var encoded: [UInt8] {
        [0, 1, 8, 0, 6, 4, 0, isReply ? 2 : 1] + senderHardware.octets + sender.octets + targetHardware.octets
            + target.octets
    }
}
