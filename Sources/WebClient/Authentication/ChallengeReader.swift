/// Reads challenges from one field.
struct ChallengeReader {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: some Sequence<UInt8>) {
        self.bytes = Array(bytes)
    }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    mutating func read(into challenges: inout [Challenge]) {
        // Whether the last scheme of this field can take parameters.
        var isOpen = false
        while next != nil {
            skip { $0 == UInt8(ascii: ",") || $0 == 0x20 || $0 == 0x09 }
            guard let word = token() else {
                skipElement()
                continue
            }
            if let value = parameterValue() {
                if isOpen, let last = challenges.indices.last { challenges[last].add(word, value) }
                continue
            }
            guard challenges.count < Challenge.limit else { return }
            challenges.append(Challenge(scheme: word.lowercased()))
            isOpen = true
            guard next == 0x20 || next == 0x09 else {
                if next != nil, next != UInt8(ascii: ",") { skipElement() }
                continue
            }
            skip { $0 == 0x20 || $0 == 0x09 }
            challenges[challenges.count - 1].token = data()
        }
    }

    private mutating func skip(_ isSkipped: (UInt8) -> Bool) {
        while let byte = next, isSkipped(byte) { place += 1 }
    }

    /// Passes over what cannot be read, up to the next comma outside of quotes.
    private mutating func skipElement() {
        while let byte = next, byte != UInt8(ascii: ",") {
            if byte == UInt8(ascii: "\"") { _ = quoted() } else { place += 1 }
        }
    }

    private mutating func token() -> String? {
        let start = place
        skip(\.isTokenCharacter)
        return place == start ? nil : String(decoding: bytes[start..<place], as: UTF8.self)
    }

    /// The value behind a name, with spaces around its equals sign as some servers write them; `nil` and nothing taken
    /// when this is no parameter.
    private mutating func parameterValue() -> String? {
        let start = place
        skip { $0 == 0x20 || $0 == 0x09 }
        guard next == UInt8(ascii: "=") else {
            place = start
            return nil
        }
        place += 1
        skip { $0 == 0x20 || $0 == 0x09 }
        let value = next == UInt8(ascii: "\"") ? quoted() : token() ?? ""
        if let byte = next, byte != UInt8(ascii: ","), byte != 0x20, byte != 0x09 { skipElement() }
        return value
    }

    /// The text of a quoted string; up to the end of the field when the quotes are not closed.
    private mutating func quoted() -> String {
        place += 1
        var text: [UInt8] = []
        while let byte = next {
            place += 1
            if byte == UInt8(ascii: "\"") { break }
            if byte == UInt8(ascii: "\\"), let escaped = next {
                text.append(escaped)
                place += 1
            } else {
                text.append(byte)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Data without a name, as `Negotiate` has it: it ends at a comma or at the end of the field. `nil` and nothing taken
    /// when parameters or the next challenge stand here.
    private mutating func data() -> String? {
        let start = place
        skip { $0.isTokenCharacter || $0 == UInt8(ascii: "/") }
        let wordEnd = place
        skip { $0 == UInt8(ascii: "=") }
        let end = place
        skip { $0 == 0x20 || $0 == 0x09 }
        guard wordEnd > start, next == nil || next == UInt8(ascii: ",") else {
            place = start
            return nil
        }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }
}

extension Challenge {
    fileprivate mutating func add(_ name: String, _ value: String) {
        let name = name.lowercased()
        guard parameters.count < Self.limit, parameters[name] == nil else { return }
        parameters[name] = value
    }
}
