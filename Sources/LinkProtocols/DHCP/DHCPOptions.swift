public import NetworkValues

/// Options of DHCPv4, each code once. Instances of one code belong together and are joined in their order (RFC 3396 5).
public struct DHCPOptions: Hashable, Sendable {
    /// Codes in the order in which they came first.
    public private(set) var codes: [UInt8] = []
    private var values: [UInt8: [UInt8]] = [:]

    /// Makes an empty set.
    public init() {}

    /// Reads options that stand one behind the other, until an end option or the end.
    public init(_ bytes: Span<UInt8>, in range: Range<Int>) throws(DHCPError) {
        try append(bytes, range)
    }

    /// The value of a code; `nil` when it is not there. Setting `nil` takes it away.
    public subscript(code: UInt8) -> [UInt8]? {
        get { values[code] }
        set {
            if newValue == nil {
                codes.removeAll { $0 == code }
            } else if values[code] == nil {
                codes.append(code)
            }
            values[code] = newValue
        }
    }

    /// Whether there is none.
    public var isEmpty: Bool { codes.isEmpty }

    mutating func append(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(DHCPError) {
        var cursor = OctetCursor(range, in: bytes)
        while let code = cursor.octet(in: bytes), code != 255 {
            guard code != 0 else { continue }
            guard let length = cursor.octet(in: bytes) else { throw .optionTruncated(code: UInt16(code)) }
            guard let value = cursor.take(Int(length)) else {
                throw .optionOverrun(code: UInt16(code), length: Int(length), left: cursor.left)
            }
            if values[code] == nil { codes.append(code) }
            values[code, default: []] += bytes.octets(in: value)
        }
    }

    /// The options as they are sent, without an end option. A value of more than 255 octets is parted (RFC 3396 5).
    public func encoded() -> [UInt8] {
        var octets: [UInt8] = []
        for code in codes {
            let value = values[code] ?? []
            var start = 0
            repeat {
                let end = min(start + 255, value.count)
                octets += [code, UInt8(end - start)]
                octets += value[start..<end]
                start = end
            } while start < value.count
        }
        return octets
    }
}

/// Values by their types. Each is `nil` or empty when the option is missing or has another length.
extension DHCPOptions {
    /// A number of 8 bits.
    public func number8(_ code: UInt8) -> UInt8? {
        self[code].flatMap { $0.count == 1 ? $0[0] : nil }
    }

    /// A number of 16 bits.
    public func number16(_ code: UInt8) -> UInt16? {
        self[code].flatMap { $0.count == 2 ? UInt16(truncatingIfNeeded: $0.number) : nil }
    }

    /// A number of 32 bits.
    public func number32(_ code: UInt8) -> UInt32? {
        self[code].flatMap { $0.count == 4 ? UInt32(truncatingIfNeeded: $0.number) : nil }
    }

    /// An IPv4 address.
    public func address(_ code: UInt8) -> IPAddress? {
        number32(code).map(IPAddress.v4)
    }

    /// IPv4 addresses, at most 16.
    public func addresses(_ code: UInt8) -> [IPAddress] {
        guard let value = self[code], value.count.isMultiple(of: 4) else { return [] }
        return stride(from: 0, to: min(value.count, 64), by: 4).map {
            .v4(UInt32(truncatingIfNeeded: Array(value[$0..<($0 + 4)]).number))
        }
    }

    /// Text without control characters, at most 255 octets; `nil` also when it is empty.
    public func text(_ code: UInt8) -> String? {
        guard let value = self[code] else { return nil }
        let text = LinkText.text(value.prefix(255))
        return text.isEmpty ? nil : text
    }

    /// Sets a number of 16 bits.
    public mutating func set(_ code: UInt8, number16 value: UInt16) {
        self[code] = [UInt8(value >> 8), UInt8(truncatingIfNeeded: value)]
    }

    /// Sets a number of 32 bits.
    public mutating func set(_ code: UInt8, number32 value: UInt32) {
        var octets: [UInt8] = []
        octets.append(number32: value)
        self[code] = octets
    }
}
