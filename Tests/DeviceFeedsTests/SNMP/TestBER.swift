/// Just enough of ASN.1's basic rules to answer oddly: a device of our own test code.
enum TestBER {
    static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        let count = content.count
        let length: [UInt8] =
            count < 128
            ? [UInt8(count)] : count < 256 ? [0x81, UInt8(count)] : [0x82, UInt8(count >> 8), UInt8(count & 0xff)]
        return [tag] + length + content
    }

    static func integer(_ value: Int, tag: UInt8 = 2) -> [UInt8] {
        var octets: [UInt8] = []
        var rest = value
        repeat {
            octets.insert(UInt8(truncatingIfNeeded: rest), at: 0)
            rest >>= 8
        } while !((rest == 0 && octets[0] < 128) || (rest == -1 && octets[0] >= 128))
        return element(tag, octets)
    }

    static func octets(_ text: String, tag: UInt8 = 4) -> [UInt8] { element(tag, Array(text.utf8)) }

    static func name(_ parts: [UInt32]) -> [UInt8] {
        var content: [UInt8] = [UInt8(parts[0] * 40 + parts[1])]
        for part in parts.dropFirst(2) {
            var groups: [UInt8] = [UInt8(part & 0x7f)]
            var rest = part >> 7
            while rest > 0 {
                groups.insert(UInt8(rest & 0x7f) | 0x80, at: 0)
                rest >>= 7
            }
            content += groups
        }
        return element(6, content)
    }

    static func variables(_ variables: [([UInt32], [UInt8])]) -> [UInt8] {
        element(0x30, variables.flatMap { element(0x30, name($0.0) + $0.1) })
    }

    static func message(version: Int, community: String, _ pdu: [UInt8]) -> [UInt8] {
        element(0x30, integer(version) + octets(community) + pdu)
    }

    /// One element: its tag, its content, and what stands behind it.
    static func read(_ octets: ArraySlice<UInt8>) -> (tag: UInt8, content: ArraySlice<UInt8>, rest: ArraySlice<UInt8>)?
    {
        guard octets.count >= 2 else { return nil }
        let start = octets.startIndex
        var length = Int(octets[start + 1])
        var content = start + 2
        if length >= 128 {
            let count = length & 0x7f
            guard octets.count >= 2 + count else { return nil }
            length = octets[content..<content + count].reduce(0) { $0 << 8 | Int($1) }
            content += count
        }
        guard content + length <= octets.endIndex else { return nil }
        return (octets[start], octets[content..<content + length], octets[(content + length)...])
    }

    static func number(_ content: ArraySlice<UInt8>) -> Int {
        content.reduce(content.first.map { $0 >= 128 ? -1 : 0 } ?? 0) { $0 << 8 | Int($1) }
    }

    static func parts(_ content: ArraySlice<UInt8>) -> [UInt32] {
        guard let first = content.first else { return [] }
        var parts = [UInt32(first / 40), UInt32(first % 40)]
        var value: UInt32 = 0
        for octet in content.dropFirst() {
            value = value << 7 | UInt32(octet & 0x7f)
            if octet < 128 {
                parts.append(value)
                value = 0
            }
        }
        return parts
    }
}

/// A question that reached the device of our test code.
struct TestRequest: Sendable {
    var version: Int
    var community: String
    var kind: UInt8
    var id: Int
    var nonRepeaters: Int
    var repetitions: Int
    var names: [[UInt32]]

    init?(_ datagram: [UInt8]) {
        guard let message = TestBER.read(datagram[...]), let version = TestBER.read(message.content),
            let community = TestBER.read(version.rest), let pdu = TestBER.read(community.rest),
            let id = TestBER.read(pdu.content), let first = TestBER.read(id.rest),
            let second = TestBER.read(first.rest),
            let list = TestBER.read(second.rest)
        else { return nil }
        self.version = TestBER.number(version.content)
        self.community = String(decoding: community.content, as: UTF8.self)
        kind = pdu.tag
        self.id = TestBER.number(id.content)
        nonRepeaters = TestBER.number(first.content)
        repetitions = TestBER.number(second.content)
        names = []
        var rest = list.content
        while let variable = TestBER.read(rest) {
            guard let name = TestBER.read(variable.content) else { return nil }
            names.append(TestBER.parts(name.content))
            rest = variable.rest
        }
    }

    /// The answer with these variables.
    func answer(
        _ variables: [([UInt32], [UInt8])], status: Int = 0, index: Int = 0, id: Int? = nil
    ) -> [UInt8] {
        let pdu = TestBER.element(
            0xa2,
            TestBER.integer(id ?? self.id) + TestBER.integer(status) + TestBER.integer(index)
                + TestBER.variables(variables))
        return TestBER.message(version: version, community: community, pdu)
    }

    /// The answer that repeats the names without values, as an error does.
    func error(_ status: Int, index: Int) -> [UInt8] {
        answer(names.map { ($0, [5, 0]) }, status: status, index: index)
    }
}
