import Settings
import WebServer

/// The value of an option in JSON: true for a flag that is set, a number, a text, or an array of these for a list.
public enum OptionValue: Codable, Sendable, Equatable {
    /// A flag.
    case flag(Bool)
    /// A whole number.
    case integer(Int)
    /// Text, and everything else that a file has as text.
    case text(String)
    /// The elements of a list.
    case list([OptionValue])

    /// Reads a boolean, a whole number, a text, or an array of them.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let integer = try? container.decode(Int.self) {
            self = .integer(integer)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else {
            self = .list(try container.decode([OptionValue].self))
        }
    }

    /// Writes what `init(from:)` reads.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .flag(let flag): try container.encode(flag)
        case .integer(let integer): try container.encode(integer)
        case .text(let text): try container.encode(text)
        case .list(let elements): try container.encode(elements)
        }
    }
}

extension OptionValue {
    /// The value of an option as a file gives it; `nil` for a value that does not fit its kind.
    init?(_ given: [String?], of option: SettingsOption) {
        switch option.kind {
        case .flag:
            self = .flag(true)
        case .list(let element):
            let texts = given.compactMap(\.self).flatMap(SettingsOption.elements)
            let elements = texts.compactMap { OptionValue($0, of: element) }
            guard elements.count == texts.count else { return nil }
            self = .list(elements)
        default:
            guard let text = given.first ?? nil, let value = OptionValue(text, of: option.kind) else { return nil }
            self = value
        }
    }

    private init?(_ text: String, of kind: SettingsOption.Kind) {
        if case .integer = kind {
            guard let integer = Int(text) else { return nil }
            self = .integer(integer)
        } else {
            self = .text(text)
        }
    }

    /// What the option is changed to. Texts stand for numbers, too, as a form has them. Throws what does not fit the kind.
    func newValue(for option: SettingsOption) throws(OptionRefusal) -> SettingsDocument.NewValue {
        switch (option.kind, self) {
        case (.flag, .flag(let isSet)): return isSet ? .flag : .none
        case (.flag, _): throw OptionRefusal("/\(option.name) takes true or false")
        case (_, .flag): throw OptionRefusal("/\(option.name) takes \(option.kind), not a truth value")
        case (.list, .list(let elements)):
            var texts: [String] = []
            for element in elements {
                let text = try element.text(for: option)
                guard !text.isEmpty, !text.contains(",") else {
                    throw OptionRefusal("an element of /\(option.name) must not be empty and has no comma")
                }
                texts.append(text)
            }
            return .text(texts.joined(separator: ","))
        case (_, .list): throw OptionRefusal("/\(option.name) takes \(option.kind), not a list")
        default: return .text(try text(for: option))
        }
    }

    private func text(for option: SettingsOption) throws(OptionRefusal) -> String {
        switch self {
        case .text(let text): return text
        case .integer(let integer): return "\(integer)"
        case .flag, .list: throw OptionRefusal("an element of /\(option.name) must be a text or a number")
        }
    }
}

/// Why a value in JSON cannot be one of an option.
struct OptionRefusal: Error {
    var message: String
    init(_ message: String) { self.message = message }
}

/// The content of `PUT`, `PATCH` and `POST config/modules/{name}`: values by the names of options, null for none.
public struct ModuleChange: Codable, Sendable {
    /// The values; `nil` takes the option out.
    public var values: [String: OptionValue?]

    /// Makes the content.
    public init(_ values: [String: OptionValue?]) { self.values = values }

    /// Reads an object.
    public init(from decoder: any Decoder) throws {
        values = try [String: OptionValue?](from: decoder)
    }

    /// Writes an object.
    public func encode(to encoder: any Encoder) throws { try values.encode(to: encoder) }

    /// What the options of a module are changed to; unknown names are left to the settings to refuse. Throws a problem
    /// with each field that does not fit.
    func newValues(for module: any SettingsModule.Type) throws -> [String: SettingsDocument.NewValue] {
        var changed: [String: SettingsDocument.NewValue] = [:]
        var errors: [Problem.FieldError] = []
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            guard let option = module.options.first(where: { $0.name == name }), let value else {
                changed[name] = SettingsDocument.NewValue.none
                continue
            }
            do {
                changed[name] = try value.newValue(for: option)
            } catch {
                errors.append(.init(field: name, detail: error.message))
            }
        }
        guard errors.isEmpty else { throw Problem.refused(errors) }
        return changed
    }
}

extension OptionValue: SchemaProviding {
    static var schema: JSONValue {
        let element: JSONValue = [
            "type": ["boolean", "integer", "string"], "minimum": .integer(.min), "maximum": .integer(.max),
        ]
        return ["anyOf": [element, ["type": "array", "items": element]]]
    }
}

extension ModuleChange: SchemaProviding {
    static var schema: JSONValue {
        ["type": "object", "additionalProperties": SchemaBook.nullable(OptionValue.schema)]
    }
}
