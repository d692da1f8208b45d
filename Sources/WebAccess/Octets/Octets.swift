import COpenSSL

/// Makes so many random octets.
public typealias RandomOctets = @Sendable (_ count: Int) -> [UInt8]

/// What tokens, salts and keys are drawn from.
public enum SecureRandom {
    /// So many octets of OpenSSL's generator, or of the kernel's when that has failed.
    public static func octets(_ count: Int) -> [UInt8] {
        var octets = [UInt8](repeating: 0, count: count)
        guard ipd_random(&octets, count) != 1 else { return octets }
        var generator = SystemRandomNumberGenerator()
        for index in octets.indices { octets[index] = generator.next() }
        return octets
    }
}

/// Whether two runs of octets are the same, in a time that depends on their lengths only.
func isEqual(_ given: [UInt8], _ expected: [UInt8]) -> Bool {
    guard given.count == expected.count else { return false }
    return ipd_equal(given, expected, given.count) != 0
}

/// The octets in lower-case hexadecimal.
func hexadecimal(_ octets: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for octet in octets { text += [digits[Int(octet >> 4)], digits[Int(octet & 15)]] }
    return String(decoding: text, as: UTF8.self)
}

/// The octets of text in hexadecimal, either case; `nil` for anything else.
func octets(hexadecimal text: some StringProtocol) -> [UInt8]? {
    let bytes = Array(text.utf8)
    guard bytes.count.isMultiple(of: 2) else { return nil }
    var octets: [UInt8] = []
    for index in stride(from: 0, to: bytes.count, by: 2) {
        guard let high = digit(bytes[index]), let low = digit(bytes[index + 1]) else { return nil }
        octets.append(high << 4 | low)
    }
    return octets
}

private func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
}
