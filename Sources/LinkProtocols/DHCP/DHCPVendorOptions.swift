public import NetworkValues

/// The vendor options of the device, inside of option 43 (manual I.3). Each is `nil` or empty when it is not there.
public struct DHCPVendorOptions: Hashable, Sendable {
    /// Primary and alternate gatekeeper; further ones are passed over (200).
    public var gatekeepers: [IPAddress] = []
    /// The gatekeeper's identifier (201).
    public var gatekeeperID: String?
    /// Time zone in POSIX form (202).
    public var timeZone: String?
    /// Preferred coder, packet size and flags, such as `G729A,40,esx` (203).
    public var coder: String?
    /// The VLAN (206).
    public var vlan: UInt16?
    /// The priority of frames (207).
    public var vlanPriority: UInt8?
    /// Values of the TOS field for RTP and signalling, as text (208).
    public var tosBits: String?
    /// Seconds that dialled digits are gathered; 0 for not (209).
    public var enblocSeconds: UInt8?
    /// The type of the dial tone, 0 to 26 (210).
    public var dialtone: UInt8?
    /// H.245 fast start (211).
    public var fastStart: Bool?
    /// H.245 tunnelling (212).
    public var tunnelling: Bool?
    /// Where update commands are read from (215).
    public var updateURL: String?
    /// How often, in minutes (216).
    public var updatePollMinutes: UInt16?
    /// What a server calls itself, for clients that want a selected one (250; manual 4.2.2).
    public var serverIdentifier: String?
    /// Codes that are not known here.
    public var unknown: [UInt8] = []
    /// What is wrong: options of a wrong length, which are passed over.
    public var problems: [DHCPError] = []

    /// Makes an empty set.
    public init() {}

    /// Reads the value of option 43. What is wrong is named in `problems`; what stands in front of it is read.
    public init(_ octets: [UInt8]) {
        var options = DHCPOptions()
        do throws(DHCPError) {
            try options.append(octets.span, 0..<octets.count)
        } catch {
            problems.append(error)
        }
        for code in options.codes { take(code, options) }
    }

    private mutating func take(_ code: UInt8, _ options: DHCPOptions) {
        switch code {
        case 200:
            gatekeepers = Array(options.addresses(code).prefix(2))
            if gatekeepers.isEmpty { problem(code, "addresses of 4 octets", options) }
        case 201: gatekeeperID = text(code, options)
        case 202: timeZone = text(code, options)
        case 203: coder = text(code, options)
        case 206: vlan = number(options.number16(code), code, "a number of 2 octets", options)
        case 207: vlanPriority = octet(code, options)
        case 208: tosBits = text(code, options)
        case 209: enblocSeconds = octet(code, options)
        case 210: dialtone = octet(code, options)
        case 211: fastStart = octet(code, options).map { $0 != 0 }
        case 212: tunnelling = octet(code, options).map { $0 != 0 }
        case 215: updateURL = text(code, options)
        case 216: updatePollMinutes = number(options.number16(code), code, "a number of 2 octets", options)
        case 250: serverIdentifier = text(code, options)
        default: unknown.append(code)
        }
    }

    private mutating func problem(_ code: UInt8, _ expected: String, _ options: DHCPOptions) {
        problems.append(
            .optionLength(code: UInt16(code), expected: expected, found: options[code]?.count ?? 0))
    }

    private mutating func number<Value>(
        _ value: Value?, _ code: UInt8, _ expected: String, _ options: DHCPOptions
    ) -> Value? {
        if value == nil { problem(code, expected, options) }
        return value
    }

    private mutating func octet(_ code: UInt8, _ options: DHCPOptions) -> UInt8? {
        number(options.number8(code), code, "a number of 1 octet", options)
    }

    private mutating func text(_ code: UInt8, _ options: DHCPOptions) -> String? {
        number(options.text(code), code, "text", options)
    }

    /// The TOS values of option 208 for RTP and for signalling; a value that is not there or is no number from 0 to 255 is
    /// the default, 0xb8 and 0x68 (manual I.3).
    public var tos: (media: UInt8, signalling: UInt8) {
        let parts = (tosBits ?? "").split(separator: ",", omittingEmptySubsequences: false)
        return (
            parts.first.flatMap(Self.tosValue) ?? 0xb8, parts.dropFirst().first.flatMap(Self.tosValue) ?? 0x68
        )
    }

    /// A number in hexadecimal with `0x`, in octal with `0`, else in decimal.
    private static func tosValue(_ text: Substring) -> UInt8? {
        let digits = text.filter { $0 != " " }.lowercased()
        if digits.hasPrefix("0x") { return UInt8(digits.dropFirst(2), radix: 16) }
        return UInt8(digits, radix: digits.hasPrefix("0") ? 8 : 10)
    }
}
