public import NetworkValues

/// Options of DHCPv6 in their order; a code may stand there several times (RFC 8415 21.1).
public struct DHCP6Options: Hashable, Sendable {
    /// One option.
    public struct Option: Hashable, Sendable {
        /// The code.
        public let code: UInt16
        /// The value.
        public let octets: [UInt8]

        /// Makes an option; what lies behind 65,535 octets is cut off.
        public init(code: UInt16, octets: [UInt8]) {
            self.code = code
            self.octets = Array(octets.prefix(65_535))
        }
    }

    /// The most options that are read in one place.
    public static let limit = 128

    /// The options.
    public private(set) var all: [Option] = []

    /// Makes an empty set.
    public init() {}

    /// Reads options that stand one behind the other.
    public init(_ bytes: Span<UInt8>, in range: Range<Int>) throws(DHCPError) {
        var cursor = OctetCursor(range, in: bytes)
        while cursor.left > 0 {
            guard all.count < Self.limit else { throw .tooManyOptions(limit: Self.limit) }
            let left = cursor.left
            guard let code = cursor.number16(in: bytes) else { throw .truncated(needed: 4, found: left) }
            guard let length = cursor.number16(in: bytes) else { throw .optionTruncated(code: code) }
            guard let value = cursor.take(Int(length)) else {
                throw .optionOverrun(code: code, length: Int(length), left: cursor.left)
            }
            all.append(Option(code: code, octets: bytes.octets(in: value)))
        }
    }

    /// The value of the first option with this code.
    public subscript(code: UInt16) -> [UInt8]? { all.first { $0.code == code }?.octets }

    /// Appends an option.
    public mutating func append(_ code: UInt16, _ octets: [UInt8]) {
        all.append(Option(code: code, octets: octets))
    }

    /// The options as they are sent.
    public func encoded() -> [UInt8] {
        var octets: [UInt8] = []
        for option in all {
            octets.append(number16: option.code)
            octets.append(number16: UInt16(truncatingIfNeeded: option.octets.count))
            octets += option.octets
        }
        return octets
    }

    /// A number of 32 bits; `nil` when it is missing or has another length.
    public func number32(_ code: UInt16) -> UInt32? {
        self[code].flatMap { $0.count == 4 ? UInt32(truncatingIfNeeded: $0.number) : nil }
    }

    /// IPv6 addresses, at most 16; empty when the option is missing or has another length.
    public func addresses(_ code: UInt16) -> [IPAddress] {
        guard let value = self[code], value.count.isMultiple(of: 16) else { return [] }
        return stride(from: 0, to: min(value.count, 256), by: 16).compactMap {
            IPAddress(octets: value[$0..<($0 + 16)])
        }
    }

    /// Text without control characters, at most 255 octets; `nil` also when it is empty.
    public func text(_ code: UInt16) -> String? {
        guard let value = self[code] else { return nil }
        let text = LinkText.text(value.prefix(255))
        return text.isEmpty ? nil : text
    }

    /// Names of domains in the form of RFC 1035 3.1 without compression, at most 16; what is wrong ends the list.
    public func domains(_ code: UInt16) -> [String] {
        var names: [String] = []
        var labels: [String] = []
        var rest = (self[code] ?? [])[...]
        while let length = rest.popFirst(), names.count < 16 {
            if length == 0 {
                if !labels.isEmpty { names.append(labels.joined(separator: ".")) }
                labels = []
                continue
            }
            guard length < 64, rest.count >= Int(length), labels.count < 128 else { break }
            labels.append(LinkText.text(rest.prefix(Int(length))))
            rest = rest.dropFirst(Int(length))
        }
        return names
    }
}
