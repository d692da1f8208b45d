/// The fields that a type asked for.
final class SchemaRecord {
    struct Field {
        var name: String
        var type: any Decodable.Type
        var isOptional: Bool
    }

    private(set) var fields: [Field] = []
    private var optional: Set<String> = []

    /// Notes that a field may be absent: it is asked for when its value is nothing.
    func noteOptional(_ name: String) { optional.insert(name) }

    func note(_ name: String, _ type: any Decodable.Type) {
        guard !fields.contains(where: { $0.name == name }) else { return }
        fields.append(Field(name: name, type: type, isOptional: optional.contains(name)))
    }
}

/// A decoder that has no data: it notes what is asked for, and gives zeros, empty texts and empty lists.
struct SchemaDecoder: Decoder {
    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]
    private let record: SchemaRecord

    init(_ record: SchemaRecord) { self.record = record }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(SchemaFields<Key>(record: record))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw SchemaUnknown(what: "a list by hand") }

    func singleValueContainer() throws -> any SingleValueDecodingContainer { SchemaValue() }
}

/// A type that shows no schema; it needs `SchemaProviding`.
struct SchemaUnknown: Error {
    var what: String
}

/// The fields of an object.
private struct SchemaFields<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let codingPath: [any CodingKey] = []
    let allKeys: [Key] = []
    let record: SchemaRecord

    func contains(_ key: Key) -> Bool { true }

    /// Only who takes null asks for it.
    func decodeNil(forKey key: Key) throws -> Bool {
        record.noteOptional(key.stringValue)
        return false
    }

    private func noted<Value: Decodable>(_ key: Key, _ value: Value) -> Value {
        record.note(key.stringValue, Value.self)
        return value
    }

    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { noted(key, false) }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { noted(key, "") }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { noted(key, 0) }
    func decode(_ type: Float.Type, forKey key: Key) throws -> Float { noted(key, 0) }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { noted(key, 0) }
    func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { noted(key, 0) }
    func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { noted(key, 0) }
    func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { noted(key, 0) }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { noted(key, 0) }
    func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { noted(key, 0) }
    func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { noted(key, 0) }
    func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { noted(key, 0) }
    func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { noted(key, 0) }
    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { noted(key, 0) }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        record.note(key.stringValue, type)
        return try SchemaValue.empty(type)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        throw SchemaUnknown(what: "an object by hand")
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        throw SchemaUnknown(what: "a list by hand")
    }

    func superDecoder() throws -> any Decoder { throw SchemaUnknown(what: "a class") }
    func superDecoder(forKey key: Key) throws -> any Decoder { throw SchemaUnknown(what: "a class") }
}

/// A value alone.
private struct SchemaValue: SingleValueDecodingContainer {
    let codingPath: [any CodingKey] = []

    /// A value of any type. Lists are empty, so that types that hold themselves come to an end.
    static func empty<Value: Decodable>(_ type: Value.Type) throws -> Value {
        if let empty = (type as? any EmptyValue.Type)?.emptyValue as? Value { return empty }
        // A text that is empty is none of the words of an enumeration.
        if let words = type as? any CaseIterable.Type, let first = first(of: words) as? Value { return first }
        return try type.init(from: SchemaDecoder(SchemaRecord()))
    }

    private static func first<Words: CaseIterable>(of type: Words.Type) -> Words? { Words.allCases.first }

    func decodeNil() -> Bool { false }
    func decode(_ type: Bool.Type) throws -> Bool { false }
    func decode(_ type: String.Type) throws -> String { "" }
    func decode(_ type: Double.Type) throws -> Double { 0 }
    func decode(_ type: Float.Type) throws -> Float { 0 }
    func decode(_ type: Int.Type) throws -> Int { 0 }
    func decode(_ type: Int8.Type) throws -> Int8 { 0 }
    func decode(_ type: Int16.Type) throws -> Int16 { 0 }
    func decode(_ type: Int32.Type) throws -> Int32 { 0 }
    func decode(_ type: Int64.Type) throws -> Int64 { 0 }
    func decode(_ type: UInt.Type) throws -> UInt { 0 }
    func decode(_ type: UInt8.Type) throws -> UInt8 { 0 }
    func decode(_ type: UInt16.Type) throws -> UInt16 { 0 }
    func decode(_ type: UInt32.Type) throws -> UInt32 { 0 }
    func decode(_ type: UInt64.Type) throws -> UInt64 { 0 }
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try Self.empty(type) }
}

/// A type with a value that holds nothing.
private protocol EmptyValue {
    static var emptyValue: Self { get }
}

extension Array: EmptyValue {
    fileprivate static var emptyValue: [Element] { [] }
}

extension Dictionary: EmptyValue {
    fileprivate static var emptyValue: [Key: Value] { [:] }
}
