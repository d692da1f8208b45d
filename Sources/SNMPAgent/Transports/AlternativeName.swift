import NetworkValues
import SNMPProtocol

/// An alternative name of a certificate's subject of a kind that maps to a security name (RFC 5280 4.2.1.6), in the order
/// of the certificate.
enum AlternativeName: Hashable {
    case rfc822(String)
    case dns(String)
    case address([UInt8])

    /// The names in a certificate; none when it has no such extension, or one that cannot be read.
    static func all(in der: [UInt8]) -> [AlternativeName] {
        (try? extensionContent(der.span).map { range in try names(der.span, range) }) ?? []
    }

    /// subjectAltName, 2.5.29.17.
    private static let identifier: [UInt8] = [0x55, 0x1d, 0x11]

    /// Where the content of the extension stands.
    private static func extensionContent(_ bytes: Span<UInt8>) throws(BERError) -> Range<Int>? {
        var outer = BERReader(bytes)
        var certificate = try outer.read(BERTag.sequence, in: bytes)
        var body = try certificate.read(BERTag.sequence, in: bytes)
        while !body.isAtEnd {
            let (tag, content) = try body.readElement(in: bytes)
            // [3] EXPLICIT Extensions
            guard tag == 0xa3 else { continue }
            var wrapper = content
            var list = try wrapper.read(BERTag.sequence, in: bytes)
            while !list.isAtEnd {
                var entry = try list.read(BERTag.sequence, in: bytes)
                let name = try entry.read(BERTag.objectIdentifier, in: bytes)
                guard name.count == identifier.count,
                    identifier.indices.allSatisfy({ bytes[name.position + $0] == identifier[$0] })
                else { continue }
                // Whether it is critical.
                if entry.peek(in: bytes) == 1 { _ = try entry.readElement(in: bytes) }
                return try entry.read(BERTag.octetString, in: bytes).range
            }
        }
        return nil
    }

    private static func names(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(BERError) -> [AlternativeName] {
        var content = BERReader(range)
        var list = try content.read(BERTag.sequence, in: bytes)
        var found: [AlternativeName] = []
        while !list.isAtEnd {
            let (tag, value) = try list.readElement(in: bytes)
            let octets = value.range.map { bytes[$0] }
            switch tag {
            case 0x81: text(octets).map { found.append(.rfc822($0)) }
            case 0x82: text(octets).map { found.append(.dns($0)) }
            case 0x87 where octets.count == 4 || octets.count == 16: found.append(.address(octets))
            default: break
            }
        }
        return found
    }

    /// IA5String without what no such name has: a name that a NUL cuts must not pass for a shorter one.
    private static func text(_ octets: [UInt8]) -> String? {
        octets.isEmpty || octets.contains { $0 <= 0x20 || $0 >= 0x7f } ? nil : String(decoding: octets, as: UTF8.self)
    }

    /// The security name that it becomes (snmpTlstmCertSANRFC822Name, SANDNSName, SANIpAddress).
    var securityName: String {
        switch self {
        case .rfc822(let text):
            guard let sign = text.lastIndex(of: "@") else { return text }
            return text[...sign] + text[sign...].dropFirst().lowercased()
        case .dns(let text):
            return text.lowercased()
        case .address(let octets):
            return octets.count == 4
                ? octets.map { "\($0)" }.joined(separator: ".")
                : octets.map { hexadecimal(UInt64($0), digits: 2) }.joined()
        }
    }
}
