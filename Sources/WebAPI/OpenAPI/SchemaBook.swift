/// A type that knows its own schema, because its way of being decoded does not show it.
protocol SchemaProviding {
    /// The schema.
    static var schema: JSONValue { get }
}

/// A type some of whose fields have limits that their types do not show.
protocol SchemaRefining {
    /// What is added to the schemas of fields, by their names.
    static var limits: [String: [String: JSONValue]] { get }
}

/// The schemas (JSON Schema 2020-12) of the types that go in and out of the API, found by letting each type decode itself
/// from nothing and writing down what it asks for.
///
/// An object's fields are those that its type decodes; those that it decodes if they are present may be absent or null.
/// Each type stands once, under its name, and is pointed at.
struct SchemaBook {
    /// The schemas of objects, by the names of their types.
    private(set) var components: [String: JSONValue] = [:]
    private var inProgress: Set<String> = []

    /// The schema of a type: a pointer for an object of fields.
    mutating func schema(of type: any Decodable.Type) -> JSONValue {
        if let known = type as? any SchemaProviding.Type { return known.schema }
        if let simple = type as? any SimpleSchema.Type { return simple.simpleSchema }
        if let optional = type as? any OptionalSchema.Type {
            return Self.nullable(schema(of: optional.wrappedType))
        }
        if let list = type as? any ListSchema.Type {
            return ["type": "array", "items": schema(of: list.elementType)]
        }
        if let map = type as? any MapSchema.Type {
            return ["type": "object", "additionalProperties": schema(of: map.valueType)]
        }
        if let words = Self.words(of: type) { return ["type": "string", "enum": JSONValue(words)] }
        let name = Self.name(of: type)
        if components[name] == nil, !inProgress.contains(name) {
            inProgress.insert(name)
            components[name] = object(type)
            inProgress.remove(name)
        }
        return ["$ref": .string("#/components/schemas/\(name)")]
    }

    private mutating func object(_ type: any Decodable.Type) -> JSONValue {
        let record = SchemaRecord()
        // What a type makes of the values it gets does not matter, nor that it refuses them.
        _ = try? type.init(from: SchemaDecoder(record))
        var properties: [String: JSONValue] = [:]
        for field in record.fields {
            var schema = schema(of: field.type)
            if let limits = (type as? any SchemaRefining.Type)?.limits[field.name] { schema = schema.with(limits) }
            properties[field.name] = field.isOptional ? Self.nullable(schema) : schema
        }
        let required = record.fields.filter { !$0.isOptional }.map(\.name).sorted()
        var schema: [String: JSONValue] = ["type": "object", "properties": .object(properties)]
        if !required.isEmpty { schema["required"] = JSONValue(required) }
        return .object(schema)
    }

    /// The same, or null.
    static func nullable(_ schema: JSONValue) -> JSONValue {
        guard case .object(let members) = schema else { return schema }
        if case .string(let type)? = members["type"], members["enum"] == nil {
            // Limits of one kind say nothing of others.
            return schema.with(["type": [.string(type), "null"]])
        }
        return ["anyOf": [schema, ["type": "null"]]]
    }

    /// The words of an enumeration of words.
    private static func words(of type: any Decodable.Type) -> [String]? {
        guard let cases = type as? any (CaseIterable & RawRepresentable<String>).Type else { return nil }
        return all(of: cases)
    }

    private static func all<Words: CaseIterable & RawRepresentable<String>>(of type: Words.Type) -> [String] {
        Words.allCases.map(\.rawValue)
    }

    /// The name of a type without its module, such as `RadioDetailView.Candidate`.
    static func name(of type: any Decodable.Type) -> String {
        String(reflecting: type).split(separator: ".").dropFirst().joined(separator: ".")
    }
}

// MARK: Types of the standard library

/// A type whose schema is a word with limits.
protocol SimpleSchema {
    static var simpleSchema: JSONValue { get }
}

extension Bool: SimpleSchema {
    static var simpleSchema: JSONValue { ["type": "boolean"] }
}

extension String: SimpleSchema {
    static var simpleSchema: JSONValue { ["type": "string"] }
}

extension Double: SimpleSchema {
    static var simpleSchema: JSONValue { ["type": "number"] }
}

extension SimpleSchema where Self: FixedWidthInteger {
    static var simpleSchema: JSONValue {
        // Numbers beyond 2^63 come out of counters only, and no reader has more than 53 bits for sure.
        var schema: [String: JSONValue] = ["type": "integer", "minimum": .integer(Int64(clamping: Self.min))]
        if Self.bitWidth < 64 { schema["maximum"] = .integer(Int64(clamping: Self.max)) }
        if Self.isSigned, Self.bitWidth == 64 { schema["minimum"] = nil }
        return .object(schema)
    }
}

extension Int: SimpleSchema {}
extension Int8: SimpleSchema {}
extension Int16: SimpleSchema {}
extension Int32: SimpleSchema {}
extension Int64: SimpleSchema {}
extension UInt: SimpleSchema {}
extension UInt8: SimpleSchema {}
extension UInt16: SimpleSchema {}
extension UInt32: SimpleSchema {}
extension UInt64: SimpleSchema {}

protocol OptionalSchema {
    static var wrappedType: any Decodable.Type { get }
}

extension Optional: OptionalSchema where Wrapped: Decodable {
    static var wrappedType: any Decodable.Type { Wrapped.self }
}

protocol ListSchema {
    static var elementType: any Decodable.Type { get }
}

extension Array: ListSchema where Element: Decodable {
    static var elementType: any Decodable.Type { Element.self }
}

protocol MapSchema {
    static var valueType: any Decodable.Type { get }
}

extension Dictionary: MapSchema where Key == String, Value: Decodable {
    static var valueType: any Decodable.Type { Value.self }
}
