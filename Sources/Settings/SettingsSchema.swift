/// All modules that a program knows. Settings are checked, masked and documented by it.
public struct SettingsSchema: Sendable {
    /// The modules in the order in which help shows them.
    public let modules: [any SettingsModule.Type]
    /// Checks what modules say of each other, once each is right for itself.
    let rule: @Sendable (SettingsDocument) throws(SettingsError) -> Void
    private let byName: [String: any SettingsModule.Type]

    /// Makes a schema. `rule` throws when what modules say of each other cannot be used, such as a name that none of them
    /// has. Two modules of one name are a mistake in the program and stop it.
    public init(
        _ modules: [any SettingsModule.Type],
        rule: @escaping @Sendable (SettingsDocument) throws(SettingsError) -> Void = { _ in }
    ) {
        self.modules = modules
        self.rule = rule
        byName = Dictionary(uniqueKeysWithValues: modules.map { ($0.name, $0) })
    }

    /// What a name in a file means.
    enum Lookup {
        /// A module, or one instance of it.
        case known(any SettingsModule.Type, instance: Int?)
        /// A module with instances whose number is missing or outside of its range.
        case badInstance(any SettingsModule.Type, ClosedRange<Int>)
        /// Words behind the name of a module that has no parts.
        case extraWords(any SettingsModule.Type)
        /// Not ours, and what it is near to.
        case unknown(suggestion: String?)
    }

    func lookup(_ name: String) -> Lookup {
        if let module = byName[name] {
            return module.instances.map { .badInstance(module, $0) } ?? .known(module, instance: nil)
        }
        let (base, number) = Self.split(name)
        if let number, let module = byName[base], let range = module.instances {
            guard let instance = Int(number), range.contains(instance), String(instance) == number else {
                return .badInstance(module, range)
            }
            return .known(module, instance: instance)
        }
        let words = name.split(separator: " ")
        if words.count > 1, let first = words.first {
            switch lookup(String(first)) {
            case .known(let module, _), .badInstance(let module, _), .extraWords(let module): return .extraWords(module)
            case .unknown: return .unknown(suggestion: nil)
            }
        }
        if let near = nearest(to: base, among: byName.values.filter { $0.instances != nil }.map { $0.name }.sorted()) {
            return .unknown(suggestion: near + (number ?? "1"))
        }
        return .unknown(
            suggestion: nearest(to: name, among: byName.values.filter { $0.instances == nil }.map { $0.name }.sorted()))
    }

    /// The module that a name means, with its number where it has instances. Throws for what is none of ours.
    public func declaration(of name: String) throws(SettingsError) -> any SettingsModule.Type {
        switch lookup(name) {
        case .known(let module, _): return module
        case .badInstance(let module, let range):
            throw SettingsError(
                .unknownName,
                "\(module.name) needs a number from \(range.lowerBound) to \(range.upperBound) behind its name")
        case .extraWords(let module):
            throw SettingsError(.unknownName, "expected \(module.name) alone")
        case .unknown(let suggestion):
            throw SettingsError(.unknownName, "the module \(shown(name)) is not known", suggestion: suggestion)
        }
    }

    /// The module that a name means, if it is one of ours.
    func module(_ name: String) -> (any SettingsModule.Type)? {
        if case .known(let module, _) = lookup(name) { return module }
        return nil
    }

    /// A module's name as it may be shown: its first word, and parts that look like a device's (`IP0 ETH0`).
    func shown(_ name: String) -> String {
        let words = name.split(separator: " ")
        let isOurs = words.first.map { module(String($0)) != nil } ?? false
        return words.enumerated().map { index, word in
            let looksLikeAPart =
                word.utf8.count <= 16
                && word.utf8.allSatisfy { (0x41...0x5a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2d }
            return index == 0 || (looksLikeAPart && !isOurs) ? String(word) : Secret.mask
        }.joined(separator: " ")
    }

    /// The names of all options that hold secrets, in small letters.
    var secretNames: [String] {
        modules.flatMap { $0.options }.filter(\.isSecret).map { String(decoding: lowercased($0.name), as: UTF8.self) }
    }

    /// A name parted into what stands before its trailing digits, and these.
    private static func split(_ name: String) -> (base: String, number: String?) {
        let digits = name.utf8.reversed().prefix { (0x30...0x39).contains($0) }.count
        guard digits > 0, digits <= 9 else { return (name, nil) }
        return (String(decoding: name.utf8.dropLast(digits), as: UTF8.self), String(name.suffix(digits)))
    }
}
