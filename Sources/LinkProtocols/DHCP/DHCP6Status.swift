/// How a request of DHCPv6 went (RFC 8415 21.13).
public struct DHCP6Status: Hashable, Sendable, CustomStringConvertible {
    /// 0 success, 1 failure, 2 no addresses, 3 no binding, 4 not on this link, 5 use multicast.
    public let code: UInt16
    /// More, for people.
    public let text: String

    /// Makes a status.
    public init(code: UInt16, text: String = "") {
        self.code = code
        self.text = text
    }

    init?(_ octets: [UInt8]) {
        guard octets.count >= 2 else { return nil }
        self.init(
            code: UInt16(octets[0]) << 8 | UInt16(octets[1]), text: LinkText.text(octets.dropFirst(2).prefix(255)))
    }

    /// Whether it went well.
    public var isSuccess: Bool { code == 0 }

    /// Code and text.
    public var description: String {
        let names = ["success", "failure", "no addresses", "no binding", "not on this link", "use multicast"]
        let name = Int(code) < names.count ? names[Int(code)] : "status \(code)"
        return text.isEmpty ? name : "\(name): \(text)"
    }
}
