import NetworkValues

/// How identifiers are shown.
enum LLDPIdentifier {
    static func text(_ octets: [UInt8], isMAC: Bool, isNetworkAddress: Bool) -> String {
        if isMAC, octets.count == 6 { return MACAddress(rawValue: octets.number).description }
        if isNetworkAddress, let address = IPAddress(octets: octets.dropFirst()) { return address.description }
        if isMAC || isNetworkAddress { return LinkText.digits(octets) }
        return LinkText.text(octets)
    }
}
