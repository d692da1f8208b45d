import NetworkValues

/// The value of one option, checked against its kind.
enum SettingsValue: Hashable, Sendable {
    case flag
    case text(String)
    case secret(Secret)
    case integer(Int)
    case address(IPAddress)
    case endpoint(SettingsEndpoint)
    case network(IPNetwork)
    case octets([UInt8])
    case list([SettingsValue])
}

/// Why a value is refused, and what was probably meant.
struct SettingsValueError: Error {
    var message: String
    var suggestion: String?
}

extension SettingsOption {
    /// Checks the values that a line gives for this option: one, or several when the kind is a list.
    func check(_ values: [String?]) throws(SettingsValueError) -> SettingsValue {
        if case .flag = kind {
            guard values.count <= 1 else { throw SettingsValueError(message: "/\(name) is given twice") }
            guard values.allSatisfy({ $0 == nil }) else {
                throw SettingsValueError(message: "/\(name) takes no value; leave the option out to turn it off")
            }
            return .flag
        }
        var given: [String] = []
        for value in values {
            guard let value else {
                throw SettingsValueError(
                    message: "/\(name) needs a value: \(kind); one that begins with / goes in quotes")
            }
            given.append(value)
        }
        guard case .list(let element) = kind else {
            guard given.count == 1 else { throw SettingsValueError(message: "/\(name) is given twice") }
            return try check(given[0], as: kind)
        }
        var elements: [SettingsValue] = []
        for part in given.flatMap(Self.elements) {
            guard elements.count < Self.maximumListCount else {
                throw SettingsValueError(message: "/\(name) has more than \(Self.maximumListCount) elements")
            }
            elements.append(try check(part, as: element))
        }
        return .list(elements)
    }

    /// The elements of a list as it stands in a file: the parts between commas without the blanks around them; none for an
    /// empty text.
    public static func elements(of text: String) -> [String] {
        guard text.utf8.contains(where: { $0 != 0x20 }) else { return [] }
        return text.split(separator: ",", omittingEmptySubsequences: false).map { part in
            let blank: (Character) -> Bool = { $0 == " " }
            let tail = part.drop(while: blank)
            return String(tail.reversed().drop(while: blank).reversed())
        }
    }

    private func check(_ text: String, as kind: Kind) throws(SettingsValueError) -> SettingsValue {
        let value: SettingsValue? =
            switch kind {
            case .text, .secret: try bounded(text, isSecret: kind.isSecret)
            case .integer(let range):
                text.utf8.count <= 20 ? Int(text).flatMap { range.contains($0) ? .integer($0) : nil } : nil
            case .choice(let words): Self.word(text, of: words).map(SettingsValue.text)
            case .address: IPAddress(text).map(SettingsValue.address)
            case .endpoint: SettingsEndpoint(text).map(SettingsValue.endpoint)
            case .network: IPNetwork(text).map(SettingsValue.network)
            case .octets(let count):
                Self.octets(text).flatMap { count.contains($0.count) ? .octets($0) : nil }
            case .flag, .list: nil
            }
        if let value { return value }
        var suggestion: String?
        if case .choice(let words) = kind { suggestion = nearest(to: text, among: words) }
        throw SettingsValueError(message: "/\(name) takes \(kind), not \(shown(text))", suggestion: suggestion)
    }

    private func bounded(_ text: String, isSecret: Bool) throws(SettingsValueError) -> SettingsValue {
        let count = text.utf8.count
        guard length.contains(count) else {
            throw SettingsValueError(
                message: count < length.lowerBound
                    ? "/\(name) must be at least \(length.lowerBound) bytes long"
                    : "/\(name) must be at most \(length.upperBound) bytes long, it is \(count)")
        }
        return isSecret ? .secret(Secret(text)) : .text(text)
    }

    /// A refused value as it stands in an error: cut short, in quotes.
    private func shown(_ text: String) -> String {
        text.utf8.count <= 48 ? "\"\(text)\"" : "\"\(text.prefix(32))…\""
    }

    private static func word(_ text: String, of words: [String]) -> String? {
        let small = lowercased(text)
        return words.first { lowercased($0) == small }
    }

    private static func octets(_ text: String) -> [UInt8]? {
        var digits = Substring(text)
        if digits.hasPrefix("0x") || digits.hasPrefix("0X") { digits = digits.dropFirst(2) }
        var octets: [UInt8] = []
        var high: UInt8?
        for byte in digits.utf8 {
            if byte == UInt8(ascii: ":") || byte == UInt8(ascii: "-") {
                guard high == nil, !octets.isEmpty else { return nil }
                continue
            }
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue.map(UInt8.init) else { return nil }
            if let first = high {
                octets.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        return high == nil ? octets : nil
    }
}
