/// The fields of a web form, from a query or from the content of a POST: `name=value&name=value`, in any order.
struct FormFields {
    /// The most octets of a form.
    static let limit = 65_536
    /// The most fields; more are passed over.
    static let fieldLimit = 64

    private var fields: [(name: String, value: [UInt8])] = []

    /// Reads a form; a question mark in front is passed over. Throws when it is too long.
    init(_ bytes: Span<UInt8>) throws(FormError) {
        guard bytes.count <= Self.limit else {
            throw FormError(expected: "at most \(Self.limit) octets", got: "\(bytes.count)")
        }
        var start = bytes.count > 0 && bytes[0] == 0x3f ? 1 : 0
        while start < bytes.count, fields.count < Self.fieldLimit {
            var end = start
            var equals: Int?
            while end < bytes.count, bytes[end] != 0x26 {
                if equals == nil, bytes[end] == 0x3d { equals = end }
                end += 1
            }
            if end > start {
                let name = PercentCoding.decoded(bytes, start..<(equals ?? end))
                let value = equals.map { PercentCoding.decoded(bytes, ($0 + 1)..<end) } ?? []
                fields.append((String(decoding: name, as: UTF8.self).lowercased(), value))
            }
            start = end + 1
        }
    }

    /// The octets of the first field that has one of these names.
    func octets(_ names: String...) -> [UInt8]? {
        for name in names {
            if let field = fields.first(where: { $0.name == name }) { return field.value }
        }
        return nil
    }

    /// The text of the first field that has one of these names; what is no UTF-8 is taken for ISO 8859-1.
    func text(_ names: String...) -> String? {
        for name in names {
            if let field = fields.first(where: { $0.name == name }) {
                return LineText.text(field.value.span, 0..<field.value.count)
            }
        }
        return nil
    }
}

/// What is wrong with a form.
public struct FormError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was expected.
    public let expected: String
    /// What came.
    public let got: String

    /// The text for people.
    public var description: String { "expected \(expected), got \(got)" }
}
