/// How one option differs between two documents, in words that may be logged: a secret's value is never among them.
public struct SettingsDifference: Hashable, Sendable {
    /// What became of the option.
    public enum Kind: String, Sendable {
        /// It is given, and was not before.
        case set
        /// Its value is another.
        case changed
        /// It is no longer given: its default holds.
        case cleared
    }

    /// The module's name, such as `SNMP0-USER1`.
    public var module: String
    /// The option's name without its slash; `nil` for a module that we do not know, whose options may all be secrets.
    public var option: String?
    /// What became of it.
    public var kind: Kind
    /// Whether the values must not be shown; then they are `nil`.
    public var isSecret: Bool
    /// The value before, as it stands in a file; `nil` for none, for a flag and for what is not shown.
    public var old: String?
    /// The value now.
    public var new: String?
}

extension SettingsDifference: CustomStringConvertible {
    /// One sentence, such as `SNMP0 /location was changed from "Hall 4" to Attic`.
    public var description: String {
        guard let option else { return "\(module) was \(kind.rawValue); its values are not shown" }
        let subject = "\(module) /\(option) was \(kind.rawValue)"
        switch (kind, old, new) {
        case (.set, _, let new?): return "\(subject) to \(new)"
        case (.changed, let old?, let new?): return "\(subject) from \(old) to \(new)"
        case (.cleared, let old?, _): return "\(subject), it was \(old)"
        default: return subject
        }
    }
}

extension SettingsDocument {
    /// What is different from an earlier document, by module and option.
    public func differences(from earlier: SettingsDocument) -> [SettingsDifference] {
        modules(differingFrom: earlier).flatMap { name -> [SettingsDifference] in
            guard let module = schema.module(name) else {
                let kind: SettingsDifference.Kind =
                    !earlier.contains(name) ? .set : contains(name) ? .changed : .cleared
                return [SettingsDifference(module: shownModule(name), kind: kind, isSecret: true)]
            }
            let (before, now) = (earlier.givenOptions(of: name), givenOptions(of: name))
            return module.options.compactMap { option in
                let (old, new) = (before[option.name], now[option.name])
                guard old != new else { return nil }
                let kind: SettingsDifference.Kind = old == nil ? .set : new == nil ? .cleared : .changed
                guard !option.isSecret else {
                    return SettingsDifference(module: name, option: option.name, kind: kind, isSecret: true)
                }
                return SettingsDifference(
                    module: name, option: option.name, kind: kind, isSecret: false, old: Self.shown(old),
                    new: Self.shown(new))
            }
        }
    }

    /// Values as one word of a line; `nil` for none and for a flag.
    private static func shown(_ values: [String?]?) -> String? {
        guard let values = values?.compactMap({ $0 }), !values.isEmpty else { return nil }
        return values.joined(separator: ",").asConfigWord
    }
}
