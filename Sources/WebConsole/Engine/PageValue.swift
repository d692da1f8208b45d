import Foundation
import Mustache

/// What a template shows: values as JSON has them.
public enum PageValue: Sendable, Hashable {
    case none
    case flag(Bool)
    case integer(Int64)
    case number(Double)
    case text(String)
    case list([PageValue])
    case record([String: PageValue])

    /// Values from JSON; throws what `JSONSerialization` throws.
    init(json: Data) throws {
        self.init(try JSONSerialization.jsonObject(with: json, options: .fragmentsAllowed))
    }

    private init(_ object: Any) {
        switch object {
        case let text as String: self = .text(text)
        case let list as [Any]: self = .list(list.map { PageValue($0) })
        case let record as [String: Any]: self = .record(record.mapValues { PageValue($0) })
        case let number as NSNumber:
            switch number.objCType.pointee {
            case CChar(bitPattern: UInt8(ascii: "c")), CChar(bitPattern: UInt8(ascii: "B")):
                self = .flag(number.boolValue)
            case CChar(bitPattern: UInt8(ascii: "d")), CChar(bitPattern: UInt8(ascii: "f")):
                self = .number(number.doubleValue)
            default: self = .integer(number.int64Value)
            }
        default: self = .none
        }
    }

    /// The value of a field; nothing for what is no record.
    subscript(field: String) -> PageValue {
        get {
            guard case .record(let fields) = self else { return .none }
            return fields[field] ?? .none
        }
        set {
            guard case .record(var fields) = self else { return }
            fields[field] = newValue
            self = .record(fields)
        }
    }

    /// The elements; none for what is no list.
    var elements: [PageValue] {
        guard case .list(let elements) = self else { return [] }
        return elements
    }

    /// The fields; none for what is no record.
    var fields: [String: PageValue] {
        guard case .record(let fields) = self else { return [:] }
        return fields
    }

    /// The text; `nil` for anything else.
    var text: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }

    /// The whole number; `nil` for anything else.
    var integer: Int64? {
        switch self {
        case .integer(let number): number
        case .number(let number): Int64(exactly: number.rounded())
        default: nil
        }
    }

    /// The number; `nil` for anything else.
    var number: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .number(let number): number
        default: nil
        }
    }

    /// Whether it is the flag `true`.
    var isTrue: Bool { self == .flag(true) }

    /// The same record with more fields; theirs win.
    func adding(_ more: [String: PageValue]) -> PageValue {
        guard case .record(let fields) = self else { return .record(more) }
        return .record(fields.merging(more) { $1 })
    }

    /// The value as JSON.
    var json: Any {
        switch self {
        case .none: NSNull()
        case .flag(let flag): flag
        case .integer(let number): number
        case .number(let number): number
        case .text(let text): text
        case .list(let elements): elements.map(\.json)
        case .record(let fields): fields.mapValues(\.json)
        }
    }
}

extension PageValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// A text.
    public init(stringLiteral text: String) { self = .text(text) }
    /// A flag.
    public init(booleanLiteral flag: Bool) { self = .flag(flag) }
    /// A whole number.
    public init(integerLiteral number: Int64) { self = .integer(number) }
    /// A list.
    public init(arrayLiteral elements: PageValue...) { self = .list(elements) }
    /// A record.
    public init(dictionaryLiteral fields: (String, PageValue)...) {
        self = .record(Dictionary(fields) { $1 })
    }

    /// A text, or nothing.
    init(_ text: String?) { self = text.map(PageValue.text) ?? .none }
}
