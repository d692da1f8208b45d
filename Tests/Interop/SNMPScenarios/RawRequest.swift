import Foundation
import PortSupport
import SNMPProtocol

/// Messages of the versions 1 and 2c, octet by octet: for what no tool of a manager would send.
enum RawMessage {
    /// An element of BER with its length in the shortest form.
    static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        let count = content.count
        if count < 0x80 { return [tag, UInt8(count)] + content }
        return [tag, 0x82, UInt8(count >> 8), UInt8(count & 0xff)] + content
    }

    /// An INTEGER in as many octets as it needs.
    static func integer(_ value: Int) -> [UInt8] {
        var octets = [UInt8(truncatingIfNeeded: value)]
        var rest = value >> 8
        while !(rest == 0 && octets[0] < 0x80), !(rest == -1 && octets[0] >= 0x80) {
            octets.insert(UInt8(truncatingIfNeeded: rest), at: 0)
            rest >>= 8
        }
        return element(BERTag.integer, octets)
    }

    /// An OBJECT IDENTIFIER, written with dots as the tools do.
    static func name(_ text: String) -> [UInt8] {
        element(BERTag.objectIdentifier, NameEncoding.content(of: OIDs.parts(text)))
    }

    /// A variable binding.
    static func binding(_ text: String, _ value: [UInt8] = [BERTag.null, 0]) -> [UInt8] {
        element(BERTag.sequence, name(text) + value)
    }

    /// A PDU with these numbers behind its tag. `bindings` are whole ones, one behind the other.
    static func pdu(
        _ type: PDUType, id: Int = 77, _ first: Int = 0, _ second: Int = 0, bindings: [UInt8]
    ) -> [UInt8] {
        element(type.rawValue, integer(id) + integer(first) + integer(second) + element(BERTag.sequence, bindings))
    }

    /// A message with the community public. `version` is the number in it: 0 for version 1, 1 for version 2c.
    static func message(_ pdu: [UInt8], version: Int = 1) -> [UInt8] {
        element(BERTag.sequence, integer(version) + element(BERTag.octetString, Array("public".utf8)) + pdu)
    }

    /// A whole request for these names. `fields` stand behind the number: status and index, or the two of GETBULK.
    static func request(
        _ type: PDUType, _ names: [String], id: Int = 77, fields: (Int, Int) = (0, 0), version: Int = 1
    ) -> [UInt8] {
        let bindings = names.flatMap { binding($0) }
        return message(pdu(type, id: id, fields.0, fields.1, bindings: bindings), version: version)
    }
}

/// An answer as it came.
struct RawAnswer: Equatable {
    /// A variable binding: the name with dots, the tag of its value, and the value's octets.
    struct Binding: Equatable {
        var name: String
        var tag: UInt8
        var content: [UInt8]
    }

    var version: Int
    var id: Int
    var status: Int
    var index: Int
    var bindings: [Binding]

    /// The names, in order.
    var names: [String] { bindings.map(\.name) }

    /// Reads a Response; `nil` for anything else.
    init?(_ octets: [UInt8]?) {
        guard let octets, var message = Self.only(BERTag.sequence, octets[...]),
            let version = Self.integer(&message), Self.element(&message)?.tag == BERTag.octetString,
            var pdu = Self.only(PDUType.response.rawValue, message), let id = Self.integer(&pdu),
            let status = Self.integer(&pdu), let index = Self.integer(&pdu),
            var list = Self.only(BERTag.sequence, pdu)
        else { return nil }
        (self.version, self.id, self.status, self.index, bindings) = (version, id, status, index, [])
        while !list.isEmpty {
            guard let (tag, content) = Self.element(&list), tag == BERTag.sequence, let binding = Self.binding(content)
            else { return nil }
            bindings.append(binding)
        }
    }

    private static func binding(_ content: ArraySlice<UInt8>) -> Binding? {
        var rest = content
        guard let name = element(&rest), name.tag == BERTag.objectIdentifier, let value = element(&rest), rest.isEmpty
        else { return nil }
        return Binding(name: dotted(name.content), tag: value.tag, content: Array(value.content))
    }

    /// The name in the tools' form. All names of these tests begin with a first sub-identifier of 0 or 1.
    private static func dotted(_ content: ArraySlice<UInt8>) -> String {
        var numbers: [UInt32] = []
        var number: UInt32 = 0
        for octet in content {
            number = number << 7 | UInt32(octet & 0x7f)
            if octet < 0x80 {
                numbers += numbers.isEmpty ? [min(number / 40, 2), number - 40 * min(number / 40, 2)] : [number]
                number = 0
            }
        }
        return numbers.map { ".\($0)" }.joined()
    }

    /// The first element; what is left begins behind it.
    private static func element(_ rest: inout ArraySlice<UInt8>) -> (tag: UInt8, content: ArraySlice<UInt8>)? {
        guard let tag = rest.popFirst(), let first = rest.popFirst() else { return nil }
        var count = Int(first)
        if first >= 0x80 {
            count = 0
            for _ in 0..<(first & 0x7f) {
                guard let octet = rest.popFirst() else { return nil }
                count = count << 8 | Int(octet)
            }
        }
        guard count <= rest.count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return (tag, rest.prefix(count))
    }

    private static func only(_ tag: UInt8, _ octets: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        var rest = octets
        guard let (found, content) = element(&rest), found == tag, rest.isEmpty else { return nil }
        return content
    }

    private static func integer(_ rest: inout ArraySlice<UInt8>) -> Int? {
        guard let (tag, content) = element(&rest), tag == BERTag.integer, let first = content.first else { return nil }
        return content.dropFirst().reduce(Int(Int8(bitPattern: first))) { $0 << 8 | Int($1) }
    }
}

extension OIDs {
    /// The sub-identifiers of a name with dots.
    static func parts(_ text: String) -> [UInt32] { text.split(separator: ".").compactMap { UInt32($0) } }

    /// The name of sub-identifiers.
    static func text(_ parts: [UInt32]) -> String { parts.map { ".\($0)" }.joined() }

    /// The group system.
    static let system = ".1.3.6.1.2.1.1"
    /// A table that does not change while a test runs, and the first of its columns.
    static let faults = root + ".2.4.1.4"
    static let faultLabels = faults + ".1.3"
}

extension AgentProcess {
    /// Sends a message and reads the Response; `nil` when none came in time. One that is not to be answered is waited for
    /// a short while only.
    func exchange(_ message: [UInt8], milliseconds: Int = 3000) -> RawAnswer? {
        RawAnswer(LoopbackPort.exchange(message, with: snmpPort, milliseconds: milliseconds))
    }

    /// A counter's value.
    func counter(_ oid: String) -> Int? {
        guard let answer = exchange(RawMessage.request(.get, [oid])), let binding = answer.bindings.first,
            binding.tag == BERTag.counter32
        else { return nil }
        return binding.content.reduce(0) { $0 << 8 | Int($1) }
    }
}
