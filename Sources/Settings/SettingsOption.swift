/// One option of a module: what it is called, what it takes and what it does. The parser, `config check`, the console's
/// forms and the documentation are all made from this.
public struct SettingsOption: Hashable, Sendable {
    /// What an option takes.
    public indirect enum Kind: Hashable, Sendable {
        /// Nothing: the option is there or it is not.
        case flag
        /// Text, its length bounded by `SettingsOption.length`.
        case text
        /// Text that is never shown, its length bounded by `SettingsOption.length`.
        case secret
        /// A whole number.
        case integer(ClosedRange<Int>)
        /// One of these words; case does not matter.
        case choice([String])
        /// An IPv4 or IPv6 address.
        case address
        /// An address with a port, such as `127.0.0.1:161`, `[::1]:161`, or an address alone.
        case endpoint
        /// A network: `10.0.0.0/8`, `10.0.0.0/255.0.0.0`, `fd00::/8`, or an address alone.
        case network
        /// So many octets in hexadecimal, such as `80:00:1f:88:04`, with or without `0x`, colons or dashes.
        case octets(ClosedRange<Int>)
        /// Values parted by commas; the option may also be repeated in its line.
        case list(of: Kind)
    }

    /// When a changed value takes effect.
    public enum TakesEffect: String, Sendable {
        /// At once, when the settings are read again.
        case reload
        /// When the agent starts again.
        case restart
    }

    /// The name without its slash, such as `community`.
    public let name: String
    /// What it takes.
    public let kind: Kind
    /// The value when the option is not given, as it would be written in a file; `nil` for none.
    public let `default`: String?
    /// Whether the option must be given wherever its module is.
    public let isRequired: Bool
    /// The length in bytes that text, a secret, or each element of a list of them must have.
    public let length: ClosedRange<Int>
    /// What the option does, one or two sentences.
    public let help: String
    /// The section of the system's manual that tells of it, such as `4.9.5`; `nil` for what only the agent has.
    public let manualSection: String?
    /// When a change takes effect.
    public let takesEffect: TakesEffect

    /// The most elements of a list.
    public static let maximumListCount = 256

    /// Declares an option.
    public init(
        name: String, kind: Kind, default: String? = nil, isRequired: Bool = false, length: ClosedRange<Int> = 0...1024,
        help: String, manualSection: String? = nil, takesEffect: TakesEffect = .reload
    ) {
        self.name = name
        self.kind = kind
        self.default = `default`
        self.isRequired = isRequired
        self.length = length
        self.help = help
        self.manualSection = manualSection
        self.takesEffect = takesEffect
    }

    /// Whether the value must never be shown.
    public var isSecret: Bool { kind.isSecret }
}

extension SettingsOption.Kind {
    /// Whether the value, or each value of the list, must never be shown.
    public var isSecret: Bool {
        switch self {
        case .secret: true
        case .list(let element): element.isSecret
        default: false
        }
    }
}

extension SettingsOption.Kind: CustomStringConvertible {
    /// What the option takes, in words for help texts and errors, such as `a number from 1 to 65535`.
    public var description: String {
        switch self {
        case .flag: "nothing"
        case .text: "text"
        case .secret: "a secret"
        case .integer(let range): "a number from \(range.lowerBound) to \(range.upperBound)"
        case .choice(let words): words.count == 1 ? words[0] : "one of \(words.joined(separator: ", "))"
        case .address: "an IPv4 or IPv6 address"
        case .endpoint: "an address with a port, such as 127.0.0.1:161 or [::1]:161"
        case .network: "a network, such as 10.0.0.0/8"
        case .octets(let count): "\(count.lowerBound) to \(count.upperBound) octets in hexadecimal"
        case .list(let element): "a list, parted by commas, of \(element)"
        }
    }
}
