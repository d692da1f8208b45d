import NetworkValues

/// The identity as text, as its file holds it. The last line tells whether the file is whole.
extension EngineIdentity {
    private static let title = "ipdect-agent engine identity 1"

    /// The text of the file.
    var text: String {
        let body = """
            \(Self.title)
            engine-id \(engineID.map { hexadecimal(UInt64($0), digits: 2) }.joined())
            boots \(boots)

            """
        return body + "check \(hexadecimal(Self.check(body), digits: 16))\n"
    }

    /// Reads the text of a file; `nil` when it is not whole.
    init?(text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count == 5, lines[4].isEmpty, lines[0] == Self.title else { return nil }
        let body = lines[..<3].joined(separator: "\n") + "\n"
        guard lines[3] == "check \(hexadecimal(Self.check(body), digits: 16))",
            let identifier = Self.value(of: "engine-id", in: lines[1]), let engineID = Self.octets(identifier),
            let boots = Self.value(of: "boots", in: lines[2]).flatMap({ Int32($0) })
        else { return nil }
        self.init(engineID: engineID, boots: boots)
    }

    private static func value(of name: String, in line: Substring) -> Substring? {
        line.hasPrefix(name + " ") ? line.dropFirst(name.count + 1) : nil
    }

    private static func octets(_ digits: Substring) -> [UInt8]? {
        guard digits.count.isMultiple(of: 2), digits.utf8.count == digits.count else { return nil }
        var octets: [UInt8] = []
        var high: UInt8?
        for character in digits {
            guard let digit = character.hexDigitValue.map(UInt8.init) else { return nil }
            if let first = high {
                octets.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        return octets
    }

    /// FNV-1a over 64 bits: enough to tell a torn file from a whole one.
    private static func check(_ text: String) -> UInt64 {
        text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
}
